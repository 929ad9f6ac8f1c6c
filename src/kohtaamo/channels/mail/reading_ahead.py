"""Reading in a process that knows nothing but reading."""

from __future__ import annotations

from collections.abc import Sequence

from kohtaamo.channels.mail.opening import Opened, open_mail


def open_all(raws: Sequence[bytes]) -> list[Opened | None]:
    """The mails read, with None where that fails: taking it in meets the same failure and puts it on the books."""
    return [_open_or_none(raw) for raw in raws]


def _open_or_none(raw: bytes) -> Opened | None:
    try:
        return open_mail(raw)
    except Exception:  # noqa: BLE001 - told by whoever takes it in
        return None
