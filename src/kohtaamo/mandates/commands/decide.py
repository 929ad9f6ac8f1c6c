"""Deciding at once, within one's mandate, and telling the customer in the same step."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.mandates.choices import Telling
from kohtaamo.mandates.commands.counting import applying, check_limits, hold_tallies
from kohtaamo.mandates.errors import AmountMissing, NoMandate, ReasonMissing
from kohtaamo.mandates.events import DecisionMade
from kohtaamo.mandates.models import Decision, Kind, Mandate, Request
from kohtaamo.mandates.queries.applying import meeting_of
from kohtaamo.mandates.wording import how_told
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

LANGUAGES = ("fi", "sv", "en")


def decide(
    *, actor: Member, case: Case, kind: Kind, amount: int = 1, reason: str, words: str = "", to: str = "",
    once: str = "", message: Message | None = None, told: str = Telling.PERSON,
) -> Decision:  # fmt: skip
    """Decide ``amount`` (cents, days, or 1 for a yes) within the mandate that applies here. No approval is needed.

    ``words`` go to the customer by mail in the same step, unless ``message`` tells it already. Without either ``told``
    is how they were told instead, and a note says so: in person, by phone, or not yet. What a ``message`` tells is only
    offered until ``confirm``. ``once`` names this act: the same name again returns the decision already made. Raises
    ``NoMandate``, ``OverLimit``, ``AmountMissing``, ``ReasonMissing``, and what ``reply`` raises.
    """
    require(actor, Right.DECIDE)
    with unit_of_work():
        case = hold(actor, case)
        once = f"{case.pk}.{actor.pk}.{once}"[:80] if once else ""
        if once and (made := Decision.objects.filter(once=once).first()):
            return made
        kind = check_what(kind, amount, reason)
        hold_tallies(kind, actor, case)
        meeting = meeting_of(case)
        mandate = check_limits(applying(kind, actor, meeting), amount, member=actor, case=case, meeting=meeting)
        is_offered = message is not None
        terms = Terms(kind, amount, reason, words, to, once, message, is_quiet=is_offered, told=told)
        return make_decision(member=actor, case=case, meeting=meeting, terms=terms, mandate=mandate)


def check_what(kind: Kind, amount: int, reason: str) -> Kind:
    """The kind as it is now, in use. Raises ``NoMandate``, ``AmountMissing`` or ``ReasonMissing``."""
    found = Kind.objects.filter(pk=kind.pk, is_active=True).first()
    if found is None:
        raise NoMandate
    if amount < 1 or (not found.has_amount and amount != 1):
        raise AmountMissing
    if not reason.strip():
        raise ReasonMissing
    return found


@dataclass(frozen=True)
class Terms:
    """What is decided, why, and what the customer is told at which address; ``message`` when it tells it already.

    ``is_quiet``: it is decided for something that tells it and may yet come to nothing, as an offer; see ``confirm``.
    """

    kind: Kind
    amount: int
    reason: str
    words: str = ""
    to: str = ""
    once: str = ""
    message: Message | None = None
    is_quiet: bool = False
    told: str = Telling.NOT_YET


def make_decision(
    *, member: Member, case: Case, meeting: Encounter, terms: Terms, mandate: Mandate | None = None,
    request: Request | None = None, granted_by: Member | None = None,
) -> Decision:  # fmt: skip
    """Write a decision down and tell the customer; for commands that hold the case and the tallies and have checked."""
    teller = _teller(member, case, granted_by)
    feeling = case.feeling
    message = _tell(teller, case, terms)
    decision = Decision.objects.create(
        kind=terms.kind, mandate=mandate, request=request, granted_by=granted_by, member=member, case=case,
        encounter=message.encounter if message else meeting, customer_id=case.customer_id,
        touchpoint_id=meeting.touchpoint_id, amount=terms.amount, amount_now=terms.amount,
        reason=" ".join(terms.reason.split())[:120], message=message, feeling_before=feeling, at=now(), once=terms.once,
        told=Telling.MAIL if message or terms.is_quiet else terms.told,
    )  # fmt: skip
    if terms.is_quiet:
        _note("decision.offered", decision, case)
    else:
        confirm(decision, case)
    return decision


def confirm(decision: Decision, case: Case) -> None:
    """From now on the decision is to be carried out: others hear of it. For commands that hold the case."""
    _note("decision.made", decision, case)
    publish(DecisionMade(decision))


def _note(what: str, decision: Decision, case: Case) -> None:
    record(
        what, actor=decision.member, **where(case, decision.encounter_id), **teamed(case), decision=decision.pk,
        what=names(decision.kind), member=decision.member_id, on_request=decision.request_id is not None,
    )  # fmt: skip


def names(kind: Kind) -> dict[str, str]:
    """The kind's name in every language: what the journal says, which never tells amounts."""
    return {language: kind.name_in(language) for language in LANGUAGES}


def _teller(member: Member, case: Case, granted_by: Member | None) -> Member:
    """The one who asked tells the customer; when they cannot any more, the one who granted does."""
    can = member.may(Right.ANSWER) and visible_cases(member).filter(pk=case.pk).exists()
    return member if can or granted_by is None else granted_by


def _tell(teller: Member, case: Case, terms: Terms) -> Message | None:
    if terms.message is not None or terms.is_quiet:
        return terms.message
    if terms.words.strip():
        return reply(actor=teller, case=case, text=terms.words, to=terms.to, keeps_draft=True)
    if teller.may(Right.ANSWER):
        write_note(actor=teller, case=case, text=how_told(case, terms.kind, terms.told), keeps_draft=True)
    return None
