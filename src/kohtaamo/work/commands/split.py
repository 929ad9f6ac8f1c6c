"""Two matters in one case: what belongs to the other goes to a case of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from kohtaamo.encounters.choices import Author, CaseState, EncounterState
from kohtaamo.encounters.commands.receive import KEY_ALPHABET
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.errors import NothingLeft
from kohtaamo.work.models import CaseLink
from kohtaamo.work.moving import move_told


def split_case(*, actor: Member, case: Case, messages: Sequence[int], subject: str) -> Case:
    """A new case of the same customer with the chosen messages and what was promised in them; linked to the old one.

    Raises ``NothingLeft`` when none or all of what was said is chosen.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        chosen = list(
            Message.objects.filter(case=case, pk__in=messages).order_by("at", "id").select_related("encounter")
        )
        said = Message.objects.filter(case=case).exclude(pk__in=[one.pk for one in chosen]).exclude(author=Author.NOTE)
        if not any(one.author != Author.NOTE for one in chosen) or not said.exists():
            raise NothingLeft
        new = _open(case, chosen, subject)
        _move(chosen, new)
        _renew(case)
        CaseLink.objects.create(first=new, second=case, kind=LinkKind.SPLIT, made_by=actor, made_at=now())
        record("case.opened", actor=actor, **where(new), **teamed(new), split_from=case.pk)
        for one, other in ((case, new), (new, case)):
            record(
                "case.split",
                actor=actor,
                **where(one),
                **teamed(one),
                from_team=one.team_id,
                into=new.pk,
                other=other.pk,
            )
        return new


def _open(case: Case, chosen: Sequence[Message], subject: str) -> Case:
    spoken = [one for one in chosen if one.author in {Author.CUSTOMER, Author.US} and not one.is_automatic]
    waits = bool(spoken) and spoken[-1].author == Author.CUSTOMER and not case.is_settled
    theirs = [one for one in chosen if one.author == Author.CUSTOMER]
    return Case.objects.create(
        customer_id=case.customer_id, for_customer_id=case.for_customer_id, for_whom=case.for_whom,
        subject=(" ".join(subject.split()) or case.subject)[:300], touchpoint_id=chosen[0].encounter.touchpoint_id,
        team_id=case.team_id, owner_id=case.owner_id, language=case.language, feeling=case.feeling,
        state=CaseState.WAITING_US if waits else CaseState.SETTLED if case.is_settled else CaseState.WAITING_CUSTOMER,
        waiting_since=_waits_from(spoken) if waits else None, settled_at=case.settled_at, settled_by_id=case.settled_by_id,
        opened_at=chosen[0].at, changed_at=now(), channel=chosen[-1].encounter.channel,
        last_words=" ".join(theirs[-1].shown_text.split())[:240] if theirs else "",
        key="".join(secrets.choice(KEY_ALPHABET) for _ in range(12)),
    )  # fmt: skip


def _waits_from(spoken: Sequence[Message]) -> datetime:
    """When the first word came that we have not answered."""
    answered = max((one.at for one in spoken if one.author == Author.US), default=None)
    return next(one.at for one in spoken if one.author == Author.CUSTOMER and (answered is None or one.at > answered))


def _move(chosen: Sequence[Message], new: Case) -> None:
    meetings: dict[int, Encounter] = {}
    for message in chosen:
        if message.encounter_id not in meetings:
            meetings[message.encounter_id] = _meeting(message, new)
    move_told(chosen, new, meetings)
    for message in chosen:
        message.case, message.encounter = new, meetings[message.encounter_id]
        message.save(update_fields=["case", "encounter"])


def _meeting(message: Message, new: Case) -> Encounter:
    """The part of a meeting that was about the other matter; it came when its first word did."""
    copied = Encounter.objects.get(pk=message.encounter_id)
    copied.pk, copied.case, copied.arrived_at = None, new, message.at
    copied._state.adding = True
    copied.save()
    return copied


def _renew(case: Case) -> None:
    """What the old case shows in lists is what is left in it; its meetings without a word left are no more."""
    left = Message.objects.filter(case=case)
    emptied = Encounter.objects.filter(case=case, messages__isnull=True, state=EncounterState.WAITING)
    if left.exists():
        emptied.update(state=EncounterState.ENDED, ended_at=now())
    last = left.filter(author=Author.CUSTOMER).order_by("-at", "-id").first()
    if last is not None:
        case.last_words = " ".join(last.shown_text.split())[:240]
    spoken = left.filter(author__in=[Author.CUSTOMER, Author.US], is_automatic=False).order_by("-at", "-id").first()
    if case.state == CaseState.WAITING_US and (spoken is None or spoken.author == Author.US):
        case.state, case.waiting_since = CaseState.WAITING_CUSTOMER, None
    case.changed_at = now()
    case.save()
