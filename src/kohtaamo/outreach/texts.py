"""The words of a notice: what may stand in them, and how they read for one person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext, override

from kohtaamo.outreach.errors import DateMissing, UnknownPlace
from kohtaamo.outreach.models import Notice, NoticeText
from kohtaamo.platform.moments import told
from kohtaamo.promises.models import Promise

PLACES = ("name", "promise", "date")
_PLACE = re.compile(r"\{([^{}]*)\}")
_NAMELESS = re.compile(r"[ \t]*\{name\}")


def check(texts: Iterable[NoticeText], new_due_at: datetime | None) -> None:
    """Raise ``UnknownPlace`` for a place we cannot fill, ``DateMissing`` when a text tells of a date that is not given."""
    for one in texts:
        used = set(_PLACE.findall(f"{one.apology}\n{one.text}"))
        if used - set(PLACES):
            raise UnknownPlace
        if "date" in used and new_due_at is None:
            raise DateMissing


def first_texts(notice: Notice, languages: Sequence[str]) -> list[NoticeText]:
    """Words to begin with in each language: a greeting with an apology, and what happens now."""
    return [_first_text(notice, language) for language in languages]


def _first_text(notice: Notice, language: str) -> NoticeText:
    organisation = str(settings.KOHTAAMO["ORGANISATION"])
    with override(language):
        return NoticeText(
            notice=notice,
            language=language,
            apology=gettext("Hello {name},\n\nwe are sorry that you have had to wait."),
            text=gettext("This takes longer than we thought. {promise} by {date} at the latest.")
            + f"\n\n{gettext('Kind regards')}\n{organisation}",
            promise=gettext("We come back to you"),
        )


def is_written(text: NoticeText | None) -> bool:
    """Whether there is something to send in this language, an apology included."""
    return text is not None and bool(text.apology.strip()) and bool(text.text.strip())


def words_for(notice: Notice, text: NoticeText, *, name: str, promises: Sequence[Promise] = ()) -> tuple[str, str]:
    """The whole text for one person, and what is promised by the new time to one without a promise (else empty).

    ``promises`` are the person's own open ones that the notice moves. The places are filled in one pass, so that a name
    or a promise that holds braces itself stays as it is.
    """
    with override(text.language):
        new = "" if promises or notice.new_due_at is None else text.promise.strip() or gettext("We come back to you")
        what = promises[0].what.strip().rstrip(".") if promises else new or text.promise.strip()
        date = told(notice.new_due_at) if notice.new_due_at else "…"
    whole = f"{text.apology.strip()}\n\n{text.text.strip()}".replace("\r\n", "\n")
    if not name:
        whole = _NAMELESS.sub("", whole)
    filled = {"name": name, "promise": what, "date": date}
    return _PLACE.sub(lambda place: filled.get(place[1], place[0]), whole), new
