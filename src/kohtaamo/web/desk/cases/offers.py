"""Promises seen in what a person writes, put so that they can be recorded in one touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.follow import message_promises
from kohtaamo.promises.phrases import FoundPromise, find_promises
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.hours import is_working_day
from kohtaamo.touchpoints.queries import calendar_of

MOST = 4


@dataclass(frozen=True)
class Offer:
    """One promise found: what would be written in the register, and the words it was seen in."""

    what: str
    due_at: datetime
    form: str
    phrase: str


def offers_in(text: str, case: Case, *, recorded: Iterable[str] = ()) -> list[Offer]:
    """The promises in a text, at most four, without those whose words are in ``recorded`` already."""
    if not text.strip():
        return []
    calendar = calendar_of(case.touchpoint)
    found = find_promises(text, now=now(), zone=calendar.zone, is_working_day=partial(is_working_day, calendar))
    known = set(recorded)
    return [_offer(promise) for promise in found if promise.phrase not in known][:MOST]


def _offer(promise: FoundPromise) -> Offer:
    return Offer(what=_what(promise), due_at=promise.due_at, form=promise.form, phrase=promise.phrase)


def _what(promise: FoundPromise) -> str:
    """Plain words for the acts that say all, else the phrase itself; a "tomorrow" would not be true for long."""
    with override(promise.language):
        plain = {"return": _("We come back to this"), "call": _("We call"), "answer": _("We answer")}
    phrase = " ".join(promise.phrase.split())
    return plain.get(promise.act) or phrase[:1].upper() + phrase[1:]


@dataclass(frozen=True)
class Asked:
    """What was promised in a message that has been sent, still to be recorded."""

    message: Message
    offers: list[Offer]


def asked(writer: Member, case: Case, message_id: str) -> Asked | None:
    """What to ask after a message was sent without scripts; only its writer is asked, and only until recorded."""
    number = number_in(message_id)
    if number is None:
        return None
    message = Message.objects.filter(case=case, member=writer, author=Author.US, pk=number).first()
    if message is None or message_promises(message):
        return None
    found = offers_in(message.text, case)
    return Asked(message, found) if found else None
