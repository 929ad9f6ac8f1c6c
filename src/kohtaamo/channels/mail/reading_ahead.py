"""Reading a mail in a process that knows nothing but reading."""

from __future__ import annotations

from kohtaamo.channels.mail.opening import Opened, open_mail


def open_or_none(raw: bytes) -> Opened | None:
    """The mail read, or None where that fails: taking it in meets the same failure and puts it on the books."""
    try:
        return open_mail(raw)
    except Exception:  # noqa: BLE001 - told by whoever takes it in
        return None
