"""DKIM: which domains have signed the mail as it came (RFC 6376), by dkimpy over our own resolver."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import dkim  # type: ignore[import-untyped]

from kohtaamo.channels.mail.authentication.names import Names, Silent

MOST = 4  # signatures looked at
_quiet = logging.getLogger(f"{__name__}.dkimpy")
_quiet.setLevel(logging.CRITICAL)


def check_dkim(raw: bytes, speaks: Callable[[str], bool], names: Names, ends: float) -> str:
    """ "pass" where a domain that ``speaks`` for the writer signed it, "temperror" where its key could not be looked
    up, "fail" where no such signature holds, "none" where there is none.

    Believed is only what signs From and the whole body, and not with SHA-1 (RFC 8301, section 3.1).
    """
    wanted = [index for index, domain in enumerate(_signers(raw)) if speaks(domain)]
    silent: list[str] = []
    if any(_holds(raw, index, _keys(names, ends, silent)) for index in wanted[:MOST]):
        return "pass"
    return "temperror" if silent else "fail" if wanted else "none"


def _signers(raw: bytes) -> list[str]:
    """The domains that say they signed the mail, in the order of their signatures."""
    try:
        headers = dkim.DKIM(raw, logger=_quiet).headers
    except dkim.DKIMException:
        return []
    return [_domain(value) for name, value in headers if name.lower() == b"dkim-signature"]


def _domain(signature: bytes) -> str:
    found = re.search(rb"(?:\A|;)\s*d\s*=\s*([^\s;]+)", signature)
    return found[1].decode("ascii", "replace").lower() if found else ""


def _holds(raw: bytes, index: int, keys: Callable[..., bytes]) -> bool:
    mail = dkim.DKIM(raw, logger=_quiet, minkey=1024)
    try:
        if not mail.verify(idx=index, dnsfunc=keys):
            return False
        fields = mail.signature_fields
        return b"l" not in fields and b"from" in mail.include_headers and b"sha1" not in fields[b"a"]
    except Exception:  # noqa: BLE001 - whatever a stranger's signature brings about, it does not hold
        return False


def _keys(names: Names, ends: float, silent: list[str]) -> Callable[..., bytes]:
    def key(name: bytes, timeout: float = 0) -> bytes:
        wanted = name.decode("ascii", "replace")
        try:
            return next((text for text in names.texts(wanted, ends) if b"p=" in text), b"")
        except Silent:
            silent.append(wanted)
            return b""

    return key
