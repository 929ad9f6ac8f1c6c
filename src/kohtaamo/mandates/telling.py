"""What other systems are told of a decision: more than the journal has, to those that asked and to who carries it out.

It leaves when it can no longer be undone at one touch, in order, and tells what stands at that moment.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from kohtaamo.mandates.choices import Unit
from kohtaamo.mandates.models import Decision, Remedy
from kohtaamo.platform.connections.models import Dispatch
from kohtaamo.platform.connections.telling import Telling, plain
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.numbers import number_in

CURRENCY = "EUR"


def subject_of(decision: int) -> str:
    """What the events of one decision are about."""
    return f"decision:{decision}"


def decision_of(subject: str) -> int | None:
    """The decision events of this subject are about; None when they are about something else."""
    kind, _colon, number = subject.partition(":")
    return number_in(number) if kind == "decision" else None


def _number(entry: Entry) -> int:
    """The decision an entry names; nought when an importer wrote one that names none."""
    number = entry.data.get("decision")
    return number if isinstance(number, int) else 0


def _subject(entry: Entry) -> str:
    number = _number(entry)
    return subject_of(number) if number else ""


def _who_carries_it_out(entry: Entry) -> list[int]:
    return list(Remedy.objects.filter(decision=_number(entry)).values_list("connection_id", flat=True))


def _when_it_cannot_be_undone(entry: Entry) -> datetime:
    return entry.at + timedelta(seconds=int(settings.KOHTAAMO["UNDO_SECONDS"]))


def _data(entry: Entry, dispatch: Dispatch) -> dict[str, Any] | None:
    decision = _held(entry)
    return {**plain(entry), **(describe(decision, dispatch) if decision else {})}


def _held(entry: Entry) -> Decision | None:
    """The decision, held still until the attempt to tell of it is written down: an undoing before that is seen here,
    and one after it sees the attempt.
    """
    found = Decision.objects.select_for_update(of=("self",)).select_related(
        "kind", "member", "granted_by", "case", "customer", "touchpoint", "remedy"
    )
    return found.filter(pk=_number(entry)).first()


def _made(entry: Entry, dispatch: Dispatch) -> dict[str, Any] | None:
    """Nothing, when it was taken back before it left."""
    decision = _held(entry)
    if decision is not None and decision.is_taken_back:
        return None
    return {**plain(entry), **(describe(decision, dispatch) if decision else {})}


def _taken_back(entry: Entry, dispatch: Dispatch) -> dict[str, Any] | None:
    """Nothing, when the other system never heard of the decision."""
    if not dispatch.subject:
        return plain(entry)
    told = Dispatch.objects.filter(connection=dispatch.connection_id, subject=dispatch.subject, pk__lt=dispatch.pk)
    return _data(entry, dispatch) if told.filter(attempts__isnull=False).exists() else None


def describe(decision: Decision, dispatch: Dispatch) -> dict[str, Any]:
    """The decision, the customer and the case as other systems need them; whether an outcome is waited for."""
    return {"decision": _decision(decision), "outcome": _outcome(decision, dispatch)}


def _decision(decision: Decision) -> dict[str, Any]:
    kind = decision.kind
    return {
        "id": decision.pk, "kind": kind.code, "name": kind.name_in(decision.case.language), "unit": kind.unit,
        "amount": decision.amount_now, "first_amount": decision.amount,
        "currency": CURRENCY if kind.unit == Unit.MONEY else None, "reason": decision.reason,
        "decided_by": decision.member.name, "decided_at": decision.at.isoformat(),
        "granted_by": decision.granted_by.name if decision.granted_by else None,
        "customer": _customer(decision), "case": _case(decision),
        "touchpoint": {"id": decision.touchpoint_id, "name": decision.touchpoint.name},
    }  # fmt: skip


def _customer(decision: Decision) -> dict[str, Any]:
    customer = decision.customer
    identities = [
        {"kind": each.kind, "value": each.value, "verified": each.verified_at is not None}
        for each in customer.identities.all()
    ]
    return {"id": customer.pk, "name": customer.name, "language": customer.language, "identities": identities}


def _case(decision: Decision) -> dict[str, Any]:
    case = decision.case
    return {
        "id": case.pk, "number": case.number, "subject": case.subject,
        "url": f"{settings.URL}{reverse('case', args=[case.pk])}",
    }  # fmt: skip


def _outcome(decision: Decision, dispatch: Dispatch) -> dict[str, Any] | None:
    """Where to tell what came of it; None for those who only hear of the decision."""
    remedy = getattr(decision, "remedy", None)
    if remedy is None or remedy.connection_id != dispatch.connection_id:
        return None
    url = f"{settings.URL}{reverse('hook_outcome', args=[remedy.public_id])}"
    return {"id": str(remedy.public_id), "version": remedy.version, "url": url}


MADE = Telling(
    data=_made, also=_who_carries_it_out, subject=_subject, not_before=_when_it_cannot_be_undone
)  # fmt: skip
CORRECTED = Telling(data=_data, also=_who_carries_it_out, subject=_subject)
TAKEN_BACK = Telling(data=_taken_back, also=_who_carries_it_out, subject=_subject)
