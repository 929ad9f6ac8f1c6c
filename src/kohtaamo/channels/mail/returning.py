"""Signed return paths (VERP): each recipient's mail leaves with an envelope sender of its own, which nobody can guess.

A report of failure that comes back to such an address tells by it which delivery it means, and that it comes from a
server the mail passed. Someone who knows only the Message-ID, as one who was copied in does, cannot write one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.crypto import constant_time_compare, salted_hmac

from kohtaamo.channels.mail.addressing import parted
from kohtaamo.channels.mail.models import Mailbox

LONGEST = 64  # characters before the at sign (RFC 5321, 4.5.3.1.1)
_SALT = "kohtaamo.return-path"
_SIGN = 20  # hex digits: eighty bits
_TOKEN = re.compile(r"b-(?a:(\d{1,18}))-([0-9a-f]{20})")


def return_address(mailbox: Mailbox, delivery_id: int) -> str:
    """The envelope sender of a delivery; the mailbox's own address where signed ones are not used or do not fit."""
    if not (mailbox.signs_returns and mailbox.plus_addresses):
        return mailbox.address
    local, _, domain = mailbox.address.rpartition("@")
    signed = f"{local}+b-{delivery_id}-{_mac(delivery_id)}"
    return f"{signed}@{domain}" if len(signed) <= LONGEST else mailbox.address


def delivery_in(addresses: Iterable[str]) -> int | None:
    """The delivery that one of these addresses is signed for; None when none is."""
    for address in addresses:
        found = _TOKEN.fullmatch(parted(address)[1])
        if found and constant_time_compare(found[2], _mac(int(found[1]))):
            return int(found[1])
    return None


def _mac(delivery_id: int) -> str:
    return salted_hmac(_SALT, str(delivery_id), algorithm="sha256").hexdigest()[:_SIGN]
