"""Handing a case over: what was asked, what was tried, what is promised, by when and to whom, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.events import CaseMoved
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import HandoverState
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.errors import HandoverOpen, NobodyThere
from kohtaamo.promises.handing import handed_by
from kohtaamo.promises.models import Handover, Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require

LEAST, USUAL, MOST = 5, 30, 24 * 60  # minutes to accept


@dataclass(frozen=True, kw_only=True)
class Handing:
    """What is handed over and to whom. ``told`` is what is written to the customer; empty when told in person.

    ``minutes`` is the time to accept. ``terms`` is the promise to the customer; the receiver keeps it.
    """

    team: Team
    member: Member | None = None
    asked: str
    tried: str = ""
    terms: Terms | None = None
    told: str = ""
    minutes: int = USUAL
    once: str = ""


def hand_over(*, actor: Member, case: Case, handing: Handing) -> Handover:
    """Hand a case over; it stands with the receiver until they accept, say why not, or let the time pass.

    Sent twice under the same ``once``, it is handed over once. Raises ``Invalid`` when it is not said what the customer
    asks, ``NobodyThere``, ``HandoverOpen``, and what ``reply`` and ``make`` raise.
    """
    require(actor, Right.ASSIGN)
    if not handing.asked.strip():
        raise Invalid(_("Say in a sentence what the customer asks for."))
    if not LEAST <= handing.minutes <= MOST:
        raise Invalid(_("Give the receiver between five minutes and a day to accept."))
    with unit_of_work():
        if made := handed_by(actor, case.pk, handing.once):
            return made
        case = hold(actor, case)
        if made := handed_by(actor, case.pk, handing.once):  # by a second click that waited for the first
            return made
        if Handover.objects.filter(case=case, state=HandoverState.OFFERED).exists():
            raise HandoverOpen
        _check_receiver(actor, handing)
        return _hand(actor, case, handing)


def _hand(actor: Member, case: Case, handing: Handing) -> Handover:
    from_team = case.team
    message = _tell(actor, case, handing)
    promise = make(actor=actor, case=case, terms=handing.terms, message=message) if handing.terms else None
    held = Case.objects.select_for_update().get(pk=case.pk)  # as telling and promising left it
    give_to(held, handing.team, handing.member)
    _wait_there(held)
    handover = Handover.objects.create(
        case=held, customer=held.customer, previous=latest_accepted(case), from_member=actor, from_team=from_team, to_team=handing.team,
        to_member=handing.member, asked=handing.asked.strip(), tried=handing.tried.strip(), promise=promise,
        message=message, offered_at=now(), answer_by=now() + timedelta(minutes=handing.minutes),
    )  # fmt: skip
    if promise is not None:
        Promise.objects.filter(pk=promise.pk).update(owner=handing.member, team=handing.team)
    note_handover("handover.offered", handover, actor)
    return handover


def _check_receiver(actor: Member, handing: Handing) -> None:
    member = handing.member
    if member is None:
        return
    may_see = handing.team.pk in member.team_ids or member.may(Right.SEE_ALL)
    if member.pk == actor.pk or not member.is_active or not member.may(Right.ANSWER) or not may_see:
        raise NobodyThere


def _tell(actor: Member, case: Case, handing: Handing) -> Message:
    """Written to the customer; told in person, it is noted that it was."""
    if handing.told.strip():
        return reply(actor=actor, case=case, text=handing.told, once=handing.once, keeps_draft=True)
    text = _("The customer was told in person who takes this on.")
    return write_note(actor=actor, case=case, text=text, once=handing.once, keeps_draft=True)


def give_to(case: Case, team: Team, owner: Member | None) -> None:
    """The held case is now this team's and person's; its open promises follow."""
    from_team, case.team, case.owner, case.changed_at = case.team_id, team, owner, now()
    case.save(update_fields=["team", "owner", "changed_at"])
    publish(CaseMoved(case=case, from_team=from_team))


def _wait_there(case: Case) -> None:
    """Told or not, the matter is not settled: it waits for the receiver from now."""
    case.state, case.waiting_since, case.settled_at, case.settled_by = CaseState.WAITING_US, now(), None, None
    case.save(update_fields=["state", "waiting_since", "settled_at", "settled_by"])


def latest_accepted(case: Case) -> Handover | None:
    """The hand-over this case came by, if it came by one."""
    return Handover.objects.filter(case=case, state=HandoverState.ACCEPTED).order_by("-offered_at", "-id").first()


def note_handover(kind: str, handover: Handover, actor: Member | None) -> None:
    """Write what happened to a hand-over in the journal; both sides' screens hear of it."""
    record(
        kind, actor=actor, **where(handover.case), **{**teamed(handover.case), "from_team": handover.from_team_id},
        handover=handover.pk, member=handover.from_member_id, to_team=handover.to_team_id,
        to_member=handover.to_member_id, promise=handover.promise_id, word=handover.word,
    )  # fmt: skip
