"""A customer asks to be called, and somebody did."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.holding import hold as hold_customer
from kohtaamo.customers.identities import shown_form
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import CallRequest, OwnPage
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel


def request_call(*, page: OwnPage, number: str, wished_at: datetime | None = None, words: str = "") -> CallRequest:
    """Ask for a call from one's own page. The case waits for us from now. Raises ``Invalid`` for a broken number.

    Asking again while one request is open changes that one: nobody is called twice for a double click.
    """
    shown = shown_form(IdentityKind.PHONE, number)
    if wished_at is not None and wished_at < now():
        raise Invalid(_("That time has passed. Choose a later one."))
    with unit_of_work():
        hold_customer(page.customer)
        waiting = CallRequest.objects.select_for_update().filter(case=page.case, done_at__isnull=True).first()
        if waiting is not None:
            waiting.number, waiting.wished_at = shown, wished_at
            waiting.save(update_fields=["number", "wished_at"])
            return waiting
        with override(page.case.language):
            text = words.strip() or _("Please call me.")
        message = receive(_arrival(page, text))
        request = CallRequest.objects.create(
            case=page.case, encounter=message.encounter, number=shown, wished_at=wished_at, asked_at=now()
        )
        record(
            "call.requested", actor=page.customer, **where(page.case, message.encounter_id), **teamed(page.case),
            wished_at=wished_at.isoformat() if wished_at else None,
        )  # fmt: skip
        return request


def _arrival(page: OwnPage, text: str) -> Arrival:
    kind, value = identity_of(page)
    return Arrival(
        touchpoint=page.case.touchpoint, channel=Channel.PAGE, at=now(), identity_kind=kind, identity=value,
        subject=page.case.subject, text=text, case=page.case,
    )  # fmt: skip


def identity_of(page: OwnPage) -> tuple[str, str]:
    """An identity by which the page's customer is known: what they say there is said under it."""
    identity = Identity.objects.filter(customer_id=page.customer_id).order_by("id").first()
    if identity is None:
        identity, _made = Identity.objects.get_or_create(
            kind=IdentityKind.EXTERNAL,
            value=f"page-{page.nonce}",
            defaults={"customer_id": page.customer_id, "shown": f"page-{page.nonce}", "added_at": now()},
        )
    return identity.kind, identity.value


def call_done(*, actor: Member, request: CallRequest) -> None:
    """The call was made."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, request.case)
        if CallRequest.objects.filter(pk=request.pk, done_at__isnull=True).update(done_at=now(), done_by=actor):
            record("call.made", actor=actor, **where(case, request.encounter_id), **teamed(case))
