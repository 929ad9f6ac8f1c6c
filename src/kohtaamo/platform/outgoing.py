"""Connecting to servers named by people, without letting the name lead into our own network.

The name is resolved once, every address it has is checked, and the connection is made to a checked address: a name
that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Invalid

# IPv4-compatible (RFC 4291, 2.5.5.1), SIIT (RFC 2765, 2.1) and NAT64 (RFC 6052, 2.1); then local NAT64 (RFC 8215).
_CARRYING = [ipaddress.IPv6Network(net) for net in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96")]
_LOCAL_TRANSLATION = ipaddress.IPv6Network("64:ff9b:1::/48")


class InternalAddress(Invalid):
    code = "internal_address"
    sentence = _(
        "This server is inside our own network, and connecting there is not allowed. "
        "If it is right, an administrator adds its name to KOHTAAMO_INTERNAL_HOSTS."
    )


def connect(host: str, port: int, timeout: float) -> socket.socket:
    """A connected TCP socket. Raises ``InternalAddress``, and ``OSError`` when nothing answers."""
    problem: OSError | None = None
    for family, address in _checked(host, port):
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.settimeout(timeout)
            made.connect(address)
        except OSError as failure:
            made.close()
            problem = failure
        else:
            return made
    raise problem or OSError(f"{host} has no address")


def _checked(host: str, port: int) -> list[tuple[socket.AddressFamily, tuple[str, int]]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not is_internal(host) and not all(is_public(str(entry[4][0])) for entry in found):
        raise InternalAddress
    return [(entry[0], (str(entry[4][0]), port)) for entry in found]


def is_internal(host: str) -> bool:
    """Whether an administrator has named this host as one of our own."""
    return host.lower() in {name.lower() for name in cast(list[str], settings.KOHTAAMO["INTERNAL_HOSTS"])}


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; one in IPv6 clothing is looked at underneath."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or _carried(parsed)
        if inner is not None:
            return is_public(str(inner))
        if parsed in _LOCAL_TRANSLATION:
            return False
    return parsed.is_global and not parsed.is_multicast


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address in the last 32 bits, where the first 96 say that it is there."""
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF) if any(address in net for net in _CARRYING) else None
