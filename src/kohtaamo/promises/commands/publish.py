"""Writing down what is promised to everyone, taking it back, and saying whether it was honoured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import unanswered_messages
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.choices import PromiseState, PublicKind, Source
from kohtaamo.promises.errors import EndsBefore
from kohtaamo.promises.models import Honouring, Promise, PublicPromise
from kohtaamo.promises.public import LAWFUL_DAYS
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Location, Touchpoint


@dataclass(frozen=True, kw_only=True)
class Public:
    """What is promised to everyone; with neither touchpoints nor locations, everywhere."""

    kind: str
    wording: str
    begins: date
    ends: date | None = None
    conditions: str = ""
    touchpoints: Sequence[Touchpoint] = ()
    locations: Sequence[Location] = ()
    owner: Member | None = None
    reference: str = ""


def publish_promise(*, actor: Member, public: Public, promise: PublicPromise | None = None) -> PublicPromise:
    """Write a promise to everyone down, or change one. Raises ``Invalid`` without words and ``EndsBefore``."""
    require(actor, Right.PUBLISH)
    if not public.wording.strip() or public.kind not in PublicKind.values:
        raise Invalid(_("Say what is promised."))
    if public.ends is not None and public.ends < public.begins:
        raise EndsBefore
    with unit_of_work():
        held = PublicPromise.objects.select_for_update().get(pk=promise.pk) if promise else PublicPromise()
        held.kind, held.wording, held.conditions = public.kind, public.wording.strip()[:300], public.conditions.strip()
        held.begins, held.ends, held.owner = public.begins, public.ends, public.owner
        held.reference, held.written_by, held.written_at = public.reference.strip()[:60], actor, now()
        held.save()
        held.touchpoints.set(public.touchpoints)
        held.locations.set(public.locations)
        record("public_promise.changed" if promise else "public_promise.made", actor=actor, public_promise=held.pk)
        return held


def end_promise(*, actor: Member, promise: PublicPromise) -> None:
    """From now on it is not promised, whatever its last day was. Raises ``Conflict`` when it was ended already."""
    require(actor, Right.PUBLISH)
    with unit_of_work():
        found = PublicPromise.objects.filter(pk=promise.pk, ended_at__isnull=True)
        if not found.update(ended_at=now(), ended_by=actor):
            raise Conflict
        record("public_promise.ended", actor=actor, public_promise=promise.pk)


def honour(*, actor: Member, case: Case, promise: PublicPromise, is_honoured: bool, why: str = "") -> Honouring:
    """Say whether it was honoured in this case. Raises ``Invalid`` when it was not and nothing is said of why."""
    require(actor, Right.ANSWER)
    if not is_honoured and not why.strip():
        raise Invalid(_("Say in a word why it was not honoured, so that we can mend it."))
    with unit_of_work():
        case = hold(actor, case)
        Honouring.objects.filter(case=case, promise=promise, is_latest=True).update(is_latest=False)
        honouring = Honouring.objects.create(
            case=case, promise=promise, is_honoured=is_honoured, why=why.strip()[:300], by=actor, at=now()
        )
        record(
            "public_promise.honoured" if is_honoured else "public_promise.failed", actor=actor, **where(case),
            **teamed(case), public_promise=promise.pk, what=promise.wording, word=honouring.why,
        )  # fmt: skip
        return honouring


def promise_by_law(*, actor: Member, case: Case) -> Promise:
    """This is feedback on accessibility: by law it is answered in fourteen days of its arrival. Once in a case.

    Counted from the customer's first message nobody has answered, else their latest; late already when that is long
    ago. Act on the Provision of Digital Services 306/2019, section 9.
    """
    require(actor, Right.PROMISE)
    with unit_of_work():
        case = hold(actor, case)
        known = Promise.objects.filter(case=case, source=Source.LAW, state=PromiseState.OPEN).first()
        if known is not None:
            return known
        return _promise(actor, case, _feedback(case))


def _feedback(case: Case) -> Message:
    found = unanswered_messages(case).first()
    found = found or Message.objects.filter(case=case, author=Author.CUSTOMER).order_by("-at", "-pk").first()
    if found is None:
        raise Invalid(_("The customer has not said anything in this case yet."))
    return found


def _promise(actor: Member, case: Case, feedback: Message) -> Promise:
    with override(case.language):
        what = _("We answer your feedback on accessibility")
    due = feedback.at + timedelta(days=LAWFUL_DAYS)
    promise = Promise.objects.create(
        case=case, customer_id=case.customer_id, encounter_id=feedback.encounter_id, what=what, source=Source.LAW,
        made_by=actor, owner=case.owner or actor, team_id=case.team_id, made_at=feedback.at, first_due_at=due,
        due_at=due, state_at=now(),
    )  # fmt: skip
    record(
        "promise.made", actor=actor, **where(case, promise.encounter_id), **teamed(case), promise=promise.pk,
        member=promise.owner_id, due_at=due.isoformat(), source=Source.LAW,
    )  # fmt: skip
    return promise
