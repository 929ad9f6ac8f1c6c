"""What a reader of drafts hands back: one promise, where it stands and when it falls due."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FoundPromise:
    """A promise in a text. `start` and `end` are character offsets, `phrase` is `text[start:end]`.

    `act` is one of return, call, answer, deliver, send, refund, repair, visit, check, arrange, other.
    `form` is one of call, mail, sms, visit, letter, delivery, any.
    `due_at` is in UTC. `precise` tells whether a clock time was said. `language` is fi, sv or en.
    """

    start: int
    end: int
    phrase: str
    act: str
    form: str
    due_at: datetime
    precise: bool
    language: str
