"""Log lines without what opens a door: whoever reads a log must not be able to use a link in it."""

from __future__ import annotations

import logging
import re

_LINK = re.compile(r"(/p/|/invitations/|/password/reset/key/)[^\s/?\"'<>]+")


class WithoutLinks(logging.Formatter):
    """Lines and traces in which the signed part of every link is replaced by an ellipsis."""

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub(r"\1…", super().format(record))
