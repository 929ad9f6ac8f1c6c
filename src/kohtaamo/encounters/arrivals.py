"""What a channel hands over when a customer says something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kohtaamo.encounters.models import Case
from kohtaamo.platform.storage.models import Blob
from kohtaamo.touchpoints.models import Touchpoint


@dataclass(frozen=True)
class ArrivedFile:
    """A file that came along, already kept."""

    blob: Blob
    name: str
    type: str
    inline: bool = False
    content_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One thing a customer said, in any channel. ``case`` is given when the channel itself knows it (an own page)."""

    touchpoint: Touchpoint
    channel: str
    at: datetime
    identity_kind: str
    identity: str
    sender_name: str = ""
    reply_to: str = ""  # where the writer wants answers, when elsewhere
    subject: str = ""
    text: str = ""
    new_text: str = ""
    language: str = ""
    header_id: str = ""
    references: tuple[str, ...] = ()
    key: str = ""
    quoted_key: str = ""  # of the case whose own page the text quotes a link to; weaker than every other sign
    case: Case | None = None
    raw: Blob | None = None
    has_html: bool = False
    files: tuple[ArrivedFile, ...] = ()
    is_automatic: bool = False
    is_history: bool = False
    note: str = ""
