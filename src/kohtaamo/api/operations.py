"""What failed and waits in sending, for those who operate; other teams' matters are counted and not shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.commands.deliver import dismiss_failure
from kohtaamo.encounters.failing import failed_deliveries, late_deliveries
from kohtaamo.encounters.models import Delivery
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.errors import NotFound
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.rules import require

noun = Noun("operations", family=Family.OPERATIONS, about="Messages that did not reach a customer, or wait too long.")


class FailureShape(Shape):
    """A message that did not reach a recipient, or should have left."""

    id: Id
    message_id: Id
    case_id: Id
    address: str
    state: DeliveryState
    not_before: Moment
    settled_at: Moment | None
    is_permanent: bool | None
    status_code: str = Field(description="As RFC 3463 has it.")
    answer: str = Field(description="What the other server said.")


class FailurePage(Page[FailureShape]):
    """Failures in cases one sees, the latest first. ``total`` counts those of other teams too."""

    total: int


@noun.read("/operations/deliveries", FailurePage)
def list_failed_deliveries(
    request: ApiRequest, of: Literal["failed", "late"] = "failed", limit: Limit = 50, after: After = ""
) -> FailurePage:
    """List messages that did not arrive and nobody has mended, or that should have left ten minutes ago."""
    require(request.member, Right.OPERATE)
    place = place_in(request, after)
    every = failed_deliveries() if of == "failed" else late_deliveries()
    found = every.filter(in_sight(request.member, "message__case__")).order_by("-pk")
    if place is not None:
        found = found.filter(pk__lt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, lambda each: by_number(each.pk))
    items = [FailureShape.of(each, case_id=each.message.case_id) for each in shown]
    return FailurePage(items=items, next=more, total=every.count())


class LeftBe(Told):
    """Why nothing is done about it."""

    reason: Annotated[Text, Field(min_length=1, max_length=300)]


@noun.act("/operations/deliveries/{int:delivery_id}/dismissal", FailureShape)
def dismiss_failed_delivery(request: ApiRequest, delivery_id: Number, body: LeftBe) -> FailureShape:
    """Leave a failure be, saying why; `POST /messages/{id}/sending` sends it again instead."""
    require(request.member, Right.OPERATE)
    mine = Delivery.objects.filter(in_sight(request.member, "message__case__"))
    found = mine.select_related("message__case").filter(pk=delivery_id).first()
    if found is None:
        raise NotFound
    dismiss_failure(actor=request.member, delivery=found, reason=body.reason)
    found.refresh_from_db()
    return FailureShape.of(found, case_id=found.message.case_id)
