"""The languages the demonstration speaks, and how each says a day and a time."""

from __future__ import annotations

from datetime import datetime

from kohtaamo.demo.words.english import ENGLISH_TONGUE
from kohtaamo.demo.words.finnish import FINNISH_TONGUE
from kohtaamo.demo.words.swedish import SWEDISH_TONGUE
from kohtaamo.demo.words.topic import Tongue

TONGUES: dict[str, Tongue] = {tongue.code: tongue for tongue in (FINNISH_TONGUE, SWEDISH_TONGUE, ENGLISH_TONGUE)}
_FI = ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina")
_SV = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def told(due: datetime, code: str) -> str:
    """A local moment as it is said in a sentence: ``keskiviikkona 15.10. klo 16``."""
    clock = f"{due.hour}.{due:%M}" if due.minute else f"{due.hour}"
    if code == "sv":
        return f"{_SV[due.weekday()]} {due.day}.{due.month} kl. {clock}"
    if code == "en":
        return f"{_EN[due.weekday()]} {due.day}.{due.month}. at {due.hour}:{due:%M}"
    return f"{_FI[due.weekday()]} {due.day}.{due.month}. klo {clock}"
