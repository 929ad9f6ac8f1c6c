"""What another system says came of a decision: in its answer, or later by a call of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.remedy import note
from kohtaamo.mandates.errors import OtherReport
from kohtaamo.mandates.models import Remedy, Report
from kohtaamo.mandates.telling import decision_of
from kohtaamo.platform.connections.events import Missed, Taken
from kohtaamo.platform.connections.models import Dispatch
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

OUTCOMES = {"done": RemedyState.DONE, "failed": RemedyState.FAILED}
FIELDS = {"by": 120, "reference": 120, "reason": 300}


@dataclass(frozen=True)
class Told:
    """One outcome as it was told. ``called`` is its sender's name for it; ``version`` None means the present one."""

    outcome: RemedyState
    by: str = ""
    reference: str = ""
    reason: str = ""
    version: int | None = None
    called: str = ""
    digest: str = ""


def read_outcome(said: Mapping[str, Any], *, called: str, version: int | None = None) -> Told:
    """An outcome from JSON: ``outcome`` (done, failed), ``by``, ``reference``, ``reason`` and ``version``.

    Longer texts are cut. Raises ``Invalid`` with an English sentence for the sender's log.
    """
    outcome = said.get("outcome")
    if not isinstance(outcome, str) or outcome not in OUTCOMES:
        raise Invalid("outcome is neither done nor failed")
    given = said.get("version", version)
    if given is not None and (not isinstance(given, int) or isinstance(given, bool)):
        raise Invalid("version is not a whole number")
    if outcome == "failed" and not _text(said, "reason"):
        raise Invalid("reason is missing: say why it failed")
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode(errors="replace")).hexdigest()
    texts = {name: _text(said, name)[:most] for name, most in FIELDS.items()}
    return Told(OUTCOMES[outcome], version=given, called=called[:220], digest=digest, **texts)


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    if not isinstance(value, str):
        raise Invalid(f"{name} is not text")
    return " ".join(value.encode(errors="replace").decode().replace("\0", "").split())


def report(*, remedy: Remedy, told: Told) -> tuple[Report, bool]:
    """Put an outcome down; what is said last of the present version stands, and everything said is kept.

    Returns the report and whether it is new. Raises ``OtherReport`` when something else was told by the same name.
    """
    with unit_of_work():
        held = Remedy.objects.select_for_update(of=("self",)).select_related("decision__case", "connection")
        held_remedy = held.get(pk=remedy.pk)
        if known := _known(held_remedy, told):
            return known, False
        version = held_remedy.version if told.version is None else told.version
        stands = version == held_remedy.version and held_remedy.state != RemedyState.CALLED_OFF
        made = Report.objects.create(
            remedy=held_remedy, called=told.called, digest=told.digest, state=told.outcome,
            version=max(0, min(version, 32_767)), by=told.by, reference=told.reference, reason=told.reason,
            stands=stands, at=now(),
        )  # fmt: skip
        if stands:
            _stand(held_remedy, made)
        return made, True


def _known(remedy: Remedy, told: Told) -> Report | None:
    known = remedy.reports.filter(called=told.called).first() if told.called else None
    if known is not None and known.digest != told.digest:
        raise OtherReport
    return known


def _stand(remedy: Remedy, made: Report) -> None:
    was = remedy.state
    remedy.state, remedy.settled_at, remedy.late_at = RemedyState(made.state), made.at, None
    remedy.delayed_at = None
    remedy.by, remedy.by_member, remedy.reference, remedy.reason = made.by, None, made.reference, made.reason
    remedy.save()
    if was != made.state:
        note("remedy.done" if made.state == RemedyState.DONE else "remedy.failed", remedy, None)


def take_answer(event: Taken) -> None:
    """The other system took an event of a decision. One that answers with no outcome tells it later."""
    remedy = _remedy_of(event.dispatch)
    if remedy is None:
        return
    if remedy.delayed_at is not None:
        Remedy.objects.filter(pk=remedy.pk).update(delayed_at=None)
        note("remedy.reached", remedy, None)
    version = (json.loads(event.dispatch.body)["data"].get("outcome") or {}).get("version")
    try:
        told = read_outcome(event.answer, called=f"{event.dispatch.called}/{event.attempt.pk}", version=version)
    except Invalid:
        return
    report(remedy=remedy, told=told)


def note_delay(event: Missed) -> None:
    """The other system could not be told: seen in the case from the first time, and counted as missed after the last."""
    remedy = _remedy_of(event.dispatch)
    if remedy is None or not remedy.is_waiting:
        return
    if remedy.delayed_at is None:
        Remedy.objects.filter(pk=remedy.pk).update(delayed_at=now())
        note("remedy.delayed", remedy, None)
    if event.is_last and remedy.late_at is None:
        Remedy.objects.filter(pk=remedy.pk).update(late_at=now())
        note("remedy.unanswered", remedy, None)


def _remedy_of(dispatch: Dispatch) -> Remedy | None:
    decision = decision_of(dispatch.subject)
    if decision is None:
        return None
    held = Remedy.objects.select_for_update(of=("self",)).select_related("decision__case", "connection")
    return held.filter(decision=decision, connection=dispatch.connection_id).first()
