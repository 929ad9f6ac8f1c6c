"""The customer's path: every encounter, promise, hand-over, decision and offer in order, of the cases the member of staff may see."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Moment, Number, Page, Shape
from kohtaamo.customers.queries import customer_for
from kohtaamo.promises.path import LONG, Step, first_words, hidden_steps, path_of
from kohtaamo.promises.path_places import KINDS, Wanted
from kohtaamo.staff.choices import Family
from kohtaamo.touchpoints.choices import Channel

noun = Noun("path", family=Family.CASES, about="A customer's path over channels and cases.")


class StepShape(Shape):
    """One step of the path: an encounter, a promise, a hand-over, a decision or an offer."""

    at: Moment
    kind: Literal["encounter", "promise", "handover", "decision", "offer"]
    id: Id
    case_id: Id
    customer_id: Id
    state: str
    channel: Channel | None
    feeling: int | None
    text: str = Field(description="The customer's first words, what was promised or asked for, or why it was decided.")


class StepPage(Page[StepShape]):
    """The path, newest first. ``hidden`` steps are in cases this member of staff may not see."""

    hidden: int


@noun.read("/customers/{int:customer_id}/steps", StepPage)
def list_customer_steps(
    request: ApiRequest, customer_id: Number, channel: Channel | None = None, after: After = ""
) -> StepPage:
    """List the steps of a customer's path.

    Fifty in a part.
    """
    customer = customer_for(request.member, customer_id)
    place = place_in(request, after)
    steps = path_of(request.member, customer, Wanted(channel=channel or ""), before=place)
    shown, more = part(request, steps, LONG, lambda step: step.place)
    return StepPage(items=[_step(each) for each in shown], next=more, hidden=hidden_steps(request.member, customer))


def _step(step: Step) -> StepShape:
    row: Any = step.encounter or step.promise or step.handover or step.decision or step.offer
    return StepShape(
        at=step.at, kind=_kind(step), id=row.pk, case_id=row.case_id, customer_id=row.customer_id,
        state=row.state if hasattr(row, "state") else "", feeling=step.feeling, text=_text(step),
        channel=Channel(step.encounter.channel) if step.encounter else None,
    )  # fmt: skip


def _kind(step: Step) -> Any:
    return KINDS[step.place[1]].name


def _text(step: Step) -> str:
    if step.promise is not None:
        return step.promise.what
    if step.handover is not None:
        return step.handover.asked
    if step.offer is not None:
        return step.offer.current.title if step.offer.current else step.offer.number
    return step.decision.reason if step.decision is not None else first_words(step)
