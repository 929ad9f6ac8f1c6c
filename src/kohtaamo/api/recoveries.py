"""Recoveries: what went wrong with us, and putting it right."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Amount, Flag, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.api.handovers import Word
from kohtaamo.api.messages import ToldPromise
from kohtaamo.encounters.queries import case_for
from kohtaamo.mandates.models import Kind as DecisionKind
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.choices import Failing, RecoveryState, Source
from kohtaamo.promises.commands.make import Terms
from kohtaamo.promises.commands.recover import Mending, close, recover
from kohtaamo.promises.models import Recovery
from kohtaamo.promises.recovering import recoveries_of, recovery_for, visible_recoveries
from kohtaamo.staff.choices import Family, Right
from kohtaamo.staff.rules import require

noun = Noun("recoveries", family=Family.PROMISES, about="What went wrong with us, and how it was put right.")


class RecoveryShape(Shape):
    """One failure and its mending."""

    id: Id
    case_id: Id
    customer_id: Id
    failing: Failing
    promise_id: Id | None
    failed_message_id: Id | None
    lateness_id: Id | None
    owner_id: Id | None
    is_second: bool = Field(description="The same customer had been failed within ninety days before.")
    feeling_before: int | None
    feeling_after: int | None
    opened_at: Moment
    state: RecoveryState
    settled_at: Moment | None
    settled_by_id: Id | None
    word: str
    apology_id: Id | None = Field(description="The message that apologised.")
    decision_id: Id | None
    new_promise_id: Id | None


class RecoveryPage(Page[RecoveryShape]):
    """Recoveries, the latest first."""


class RecoveryList(Shape):
    """The recoveries of a case, open ones first."""

    items: list[RecoveryShape]


@noun.read("/recoveries", RecoveryPage)
def list_recoveries(
    request: ApiRequest, state: RecoveryState | None = None, limit: Limit = 50, after: After = ""
) -> RecoveryPage:
    """List recoveries."""
    place = place_in(request, after)
    found = visible_recoveries(request.member).order_by("-pk")
    if state is not None:
        found = found.filter(state=state)
    if place is not None:
        found = found.filter(pk__lt=place[2])
    shown, more = part(request, list(found[: limit + 1]), limit, lambda each: by_number(each.pk))
    return RecoveryPage(items=[RecoveryShape.of(each) for each in shown], next=more)


@noun.read("/recoveries/{int:recovery_id}", RecoveryShape)
def get_recovery(request: ApiRequest, recovery_id: Number) -> RecoveryShape:
    """Get a recovery."""
    return RecoveryShape.of(recovery_for(request.member, recovery_id))


@noun.read("/cases/{int:case_id}/recoveries", RecoveryList)
def list_case_recoveries(request: ApiRequest, case_id: Number) -> RecoveryList:
    """List the recoveries of a case."""
    found = recoveries_of(case_for(request.member, case_id))
    return RecoveryList(items=[RecoveryShape.of(each) for each in found])


class ToldMending(Told):
    """What is done to put it right: an apology, perhaps a remedy within the mandate and a new promise."""

    words: Annotated[Text, Field(max_length=20_000)] = Field(
        default="", description="The apology as it is written to the customer; empty when told in person."
    )
    kind_id: Id | None = Field(default=None, description="The kind of decision that is the remedy.")
    amount: Amount = 1
    promise: ToldPromise | None = None
    all_open: Flag = Field(default=True, description="Everything open in the case is put right by it.")


@noun.act("/recoveries/{int:recovery_id}/mending", RecoveryShape)
def mend_recovery(request: ApiRequest, recovery_id: Number, body: ToldMending) -> RecoveryShape:
    """Apologise, remedy within one's mandate and promise anew: all or nothing."""
    found = recovery_for(request.member, recovery_id)
    said = body.promise
    mending = Mending(
        words=body.words, kind=_kind(body.kind_id), amount=body.amount, all_open=body.all_open,
        terms=Terms(what=said.what, due_at=said.due_at, form=said.form, source=Source.RECOVERY) if said else None,
    )  # fmt: skip
    return _again(request, recover(actor=request.member, recovery=found, mending=mending))


def _kind(number: int | None) -> DecisionKind | None:
    if number is None:
        return None
    found = DecisionKind.objects.filter(pk=number).first()
    if found is None:
        raise NotFound
    return found


@noun.act("/recoveries/{int:recovery_id}/closing", RecoveryShape)
def close_recovery(request: ApiRequest, recovery_id: Number, body: Word) -> RecoveryShape:
    """Close it without acts, saying why."""
    require(request.member, Right.ANSWER)
    return _again(
        request, close(actor=request.member, recovery=recovery_for(request.member, recovery_id), word=body.word)
    )


def _again(request: ApiRequest, recovery: Recovery) -> RecoveryShape:
    return RecoveryShape.of(recovery_for(request.member, recovery.pk))
