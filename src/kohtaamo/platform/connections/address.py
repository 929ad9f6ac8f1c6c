"""Where another system may listen."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.outgoing import InternalAddress, is_internal, is_public

LONGEST = 500


def check_address(url: str) -> None:
    """Raise ``Invalid`` for an address that cannot be used, ``InternalAddress`` for one that shows its inside.

    A name is looked up only when it is connected to: what it leads to may change.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not _is_whole(url, host) or parts.scheme not in {"http", "https"} or parts.username or parts.password:
        raise Invalid(
            _("Write the whole address, such as https://shop.example.org/events, without a name or password.")
        )
    if is_internal(host):
        return
    if _is_hidden(host):
        raise InternalAddress
    if parts.scheme != "https":
        raise Invalid(_("Use an address that begins with https, so that nobody on the way can read."))


def _is_whole(url: str, host: str) -> bool:
    return bool(host) and len(url) <= LONGEST and url.isascii() and url.isprintable() and not set(url) & set(" #\\")


def _is_hidden(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_public(str(ipaddress.ip_address(host)))
    except ValueError:
        return False
