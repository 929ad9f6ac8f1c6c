"""Making a promise: by hand, from the text written, or by the touchpoint's answer time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.events import Arrived
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.rows import insert
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import Form, PromiseState, Source
from kohtaamo.promises.errors import DueInThePast
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.queries import answer_due


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is promised, by when and in what form; ``owner`` keeps it (the maker when None)."""

    what: str
    due_at: datetime
    form: str = Form.ANY
    source: str = Source.HAND
    owner: Member | None = None


def make(*, actor: Member, case: Case, terms: Terms, message: Message | None = None) -> Promise:
    """Put a promise in the register. Raises ``DueInThePast`` and ``Invalid`` (nothing is said to be promised)."""
    require(actor, Right.PROMISE)
    if terms.due_at <= now():
        raise DueInThePast
    if not terms.what.strip() or terms.form not in Form.values:
        raise Invalid(_("Say what is promised."))
    with unit_of_work():
        case = hold(actor, case)
        encounter = message.encounter if message else Encounter.objects.filter(case=case).order_by("-id").first()
        promise = _add(case, encounter, terms, actor, message, at=now())
        record(
            "promise.made", actor=actor, **where(case, promise.encounter_id), **teamed(case),
            promise=promise.pk, member=promise.owner_id, due_at=terms.due_at.isoformat(), source=terms.source,
        )  # fmt: skip
        return promise


def _add(
    case: Case,
    encounter: Encounter | None,
    terms: Terms,
    actor: Member | None,
    message: Message | None,
    *,
    at: datetime,
) -> Promise:
    promise = Promise(
        case=case, customer_id=case.customer_id, encounter=encounter, message=message, what=terms.what.strip()[:300],
        form=terms.form, source=terms.source, made_by=actor, owner=terms.owner or actor, team_id=case.team_id,
        made_at=at, first_due_at=terms.due_at, due_at=terms.due_at, state_at=now(),
    )  # fmt: skip
    return insert(promise)


def put_down(case: Case, terms: Terms, message: Message | None) -> Promise:
    """The same without anyone at the keyboard, for listeners that hold the case: made on behalf of its owner."""
    encounter = message.encounter if message else Encounter.objects.filter(case=case).order_by("-id").first()
    promise = _add(case, encounter, terms, terms.owner, message, at=now())
    record(
        "promise.made", actor=None, **where(case, promise.encounter_id), **teamed(case), promise=promise.pk,
        member=promise.owner_id, due_at=terms.due_at.isoformat(), source=terms.source,
    )  # fmt: skip
    return promise


def promise_answer(event: Arrived) -> None:
    """A new encounter is promised an answer within the touchpoint's public answer time, in open hours."""
    encounter, case = event.encounter, event.case
    if event.message.is_only_thanks:
        return
    if encounter.is_history or event.message.is_automatic or encounter.touchpoint.answer_minutes is None:
        return
    if not event.is_new_case and _open_answers(case.pk):
        return
    due = answer_due(encounter.touchpoint, encounter.arrived_at)
    if due is None:
        return
    with override(case.language):
        what = _("We answer")
    terms = Terms(what=what, due_at=due, source=Source.ANSWER_TIME, owner=case.owner)
    promise = _add(case, encounter, terms, None, None, at=min(now(), encounter.arrived_at))
    record(
        "promise.made", actor=None, **where(case, encounter.pk), **teamed(case),
        promise=promise.pk, due_at=due.isoformat(), source=Source.ANSWER_TIME,
    )  # fmt: skip


@prepared
def _open_answers(case: int) -> QuerySet[Promise, int]:
    answers = Promise.objects.filter(case_id=case, source=Source.ANSWER_TIME, state=PromiseState.OPEN)
    return answers.values_list("pk", flat=True)
