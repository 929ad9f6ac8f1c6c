"""What was found of a mail's sender, as it is stored with the mail."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Result(StrEnum):
    """``PASS``: it comes from the domain in From. ``FAIL``: that domain says it does not. ``NONE``: the domain does
    not say. ``UNKNOWN``: it could not be found out."""

    PASS = "pass"  # noqa: S105 - no password, but a result
    FAIL = "fail"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judgement:
    """The result, and what each method found in the words of RFC 8601, 2.7; ``by`` is the server that says so."""

    result: Result
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    by: str = ""

    def stored(self) -> dict[str, str]:
        """As it is kept with the mail."""
        return {name: str(value) for name, value in asdict(self).items() if value}


def is_failed(stored: dict[str, str] | None) -> bool:
    """Whether the stored judgement of a mail is that its sender is not who it says."""
    return bool(stored) and stored is not None and stored.get("result") == Result.FAIL
