"""What each kind of entry in the journal says, in the reader's words."""

from __future__ import annotations

from kohtaamo.web.desk.audit.kinds import keeping, meeting, promising, working

WORDS = {**meeting.WORDS, **promising.WORDS, **working.WORDS, **keeping.WORDS}


def in_words(kind: str) -> str:
    """What happened; the kind itself when it is of a version that is no more."""
    return str(WORDS.get(kind, kind))
