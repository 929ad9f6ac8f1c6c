"""What a report claims about one recipient, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """``said``: the words of the server that refused; ``around``: the reporter's own words about this recipient.

    ``action`` and ``status`` are as given (RFC 3464, section 2.3), ``remote`` the host that refused, ``agent`` the
    reporting host, ``local`` tells that the diagnosis came from a program on the reporting host, not from SMTP.
    """

    recipient: str
    said: str = ""
    around: str = ""
    action: str = "failed"
    status: str = ""
    remote: str = ""
    agent: str = ""
    local: bool = False
