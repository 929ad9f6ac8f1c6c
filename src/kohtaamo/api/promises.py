"""The register: what we promised, by when; kept, moved, broken, withdrawn, given."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Flag, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.queries import case_for, message_for
from kohtaamo.platform.cursor import Place
from kohtaamo.platform.errors import NotFound
from kohtaamo.promises.choices import Form, PromiseState, Source
from kohtaamo.promises.commands.keep import break_openly, keep, withdraw
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.commands.move import give, move, tell
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import open_promises, promise_for, promises_of, settled_promises
from kohtaamo.staff.choices import Family
from kohtaamo.staff.models import Member

noun = Noun("promises", family=Family.PROMISES, about="What we said we would do, for whom, by when, in what form.")
What = Annotated[Text, Field(min_length=1, max_length=300, examples=["Soitamme"])]
Reason = Annotated[Text, Field(max_length=300, examples=["Kuljetus myöhästyi"])]


class MoveShape(Shape):
    """A promise moved to another time."""

    from_due_at: Moment
    to_due_at: Moment
    agreed: bool
    reason: str
    moved_at: Moment


class PromiseShape(Shape):
    """A promise. ``first_due_at`` never changes: keeping is judged by it."""

    id: Id
    case_id: Id
    customer_id: Id
    encounter_id: Id | None
    message_id: Id | None
    what: str
    form: Form
    source: Source
    owner_id: Id | None = Field(description="Who keeps it.")
    made_by_id: Id | None
    team_id: Id
    made_at: Moment
    first_due_at: Moment
    due_at: Moment
    state: PromiseState
    state_at: Moment
    kept_at: Moment | None
    in_full: bool | None
    in_form: bool | None
    evidence: str
    reason: str
    confirmation_failed_at: Moment | None = Field(description="When the message that told of it failed.")


class PromiseWhole(PromiseShape):
    """A promise with its moves."""

    moves: list[MoveShape]


class PromisePage(Page[PromiseShape]):
    """Promises: open ones with the first due first, settled ones with the latest first."""


class PromiseList(Shape):
    """The promises of a case, the newest first."""

    items: list[PromiseWhole]


def _known(promise: Promise) -> dict[str, Any]:
    same = (
        "case_id", "customer_id", "encounter_id", "message_id", "what", "owner_id", "made_by_id", "team_id", "made_at",
        "first_due_at", "due_at", "state_at", "kept_at", "in_full", "in_form", "evidence", "reason",
        "confirmation_failed_at",
    )  # fmt: skip
    return {name: getattr(promise, name) for name in same} | {
        "id": promise.pk, "form": Form(promise.form), "source": Source(promise.source),
        "state": PromiseState(promise.state),
    }  # fmt: skip


def promise_whole(promise: Promise) -> PromiseWhole:
    moves = [
        MoveShape(
            from_due_at=each.from_due_at, to_due_at=each.to_due_at, agreed=each.agreed, reason=each.reason,
            moved_at=each.moved_at,
        )
        for each in promise.moves.all()
    ]  # fmt: skip
    return PromiseWhole(**_known(promise), moves=moves)


def _again(request: ApiRequest, promise: Promise) -> PromiseWhole:
    return promise_whole(promise_for(request.member, promise.pk))


@noun.read("/promises", PromisePage)
def list_promises(
    request: ApiRequest,
    state: Literal["open", "settled"] = "open",
    mine: Literal["true"] | None = None,
    team_id: Number | None = None,
    limit: Limit = 50,
    after: After = "",
) -> PromisePage:
    """List promises."""
    place, is_mine = place_in(request, after), mine is not None
    if state == "open":
        rows = _due_after(open_promises(request.member, mine=is_mine, team=team_id), place)
    else:
        rows = _settled_after(settled_promises(request.member, mine=is_mine, team=team_id), place)
    found, more = part(request, list(rows[: limit + 1]), limit, _place(state))
    return PromisePage(items=[PromiseShape(**_known(each)) for each in found], next=more)


def _place(state: str) -> Any:
    def place(promise: Promise) -> tuple[datetime, int, int]:
        return (promise.due_at if state == "open" else promise.state_at), 0, promise.pk

    return place


def _due_after(found: QuerySet[Promise], place: Place | None) -> QuerySet[Promise]:
    if place is None:
        return found
    at, _rank, number = place
    return found.filter(due_at__gte=at).filter(Q(due_at__gt=at) | Q(pk__gt=number))


def _settled_after(found: QuerySet[Promise], place: Place | None) -> QuerySet[Promise]:
    if place is None:
        return found
    at, _rank, number = place
    return found.filter(state_at__lte=at).filter(Q(state_at__lt=at) | Q(pk__lt=number))


@noun.read("/promises/{int:promise_id}", PromiseWhole)
def get_promise(request: ApiRequest, promise_id: Number) -> PromiseWhole:
    """Get a promise."""
    return promise_whole(promise_for(request.member, promise_id))


@noun.read("/cases/{int:case_id}/promises", PromiseList)
def list_case_promises(request: ApiRequest, case_id: Number) -> PromiseList:
    """List the promises of a case."""
    case = case_for(request.member, case_id)
    return PromiseList(items=[promise_whole(each) for each in promises_of(case)])


class NewPromise(Told):
    """What is promised."""

    what: What
    due_at: Moment
    form: Form = Form.ANY
    owner_id: Id | None = Field(default=None, description="Who keeps it; null is oneself.")
    message_id: Id | None = Field(default=None, description="A message of ours it was made in.")


PROMISE_LINKS: dict[str, Any] = {
    name: {"operationId": operation, "parameters": {"promise_id": "$response.body#/id"}}
    for name, operation in (("get", "get_promise"), ("keep", "keep_promise"), ("move", "move_promise"))
}


@noun.act("/cases/{int:case_id}/promises", PromiseWhole, status=201, links=PROMISE_LINKS)
def make_promise(request: ApiRequest, case_id: Number, body: NewPromise) -> PromiseWhole:
    """Put a promise in the register."""
    case = case_for(request.member, case_id)
    message = message_for(request.member, body.message_id) if body.message_id else None
    if message is not None and (message.case_id != case.pk or message.author != Author.US):
        raise NotFound
    terms = Terms(
        what=body.what, due_at=body.due_at, form=body.form, source=Source.TEXT if message else Source.HAND,
        owner=_person(body.owner_id) if body.owner_id else None,
    )  # fmt: skip
    made = make(actor=request.member, case=case, terms=terms, message=message)
    request.made_at = f"/api/v1/promises/{made.pk}"
    return _again(request, made)


def _person(number: int) -> Member:
    found = Member.objects.filter(pk=number, is_active=True).select_related("role").first()
    if found is None:
        raise NotFound
    return found


class Keeping(Told):
    """How it was kept."""

    evidence: Annotated[Text, Field(max_length=300)] = ""
    in_full: Flag = True
    in_form: Flag = True
    at: Moment | None = Field(default=None, description="When; null is now.")


@noun.act("/promises/{int:promise_id}/keeping", PromiseWhole)
def keep_promise(request: ApiRequest, promise_id: Number, body: Keeping) -> PromiseWhole:
    """Say that a promise was kept."""
    promise = promise_for(request.member, promise_id)
    kept = keep(
        actor=request.member, promise=promise, evidence=body.evidence, in_full=body.in_full, in_form=body.in_form,
        at=body.at,
    )  # fmt: skip
    return _again(request, kept)


class NewTime(Told):
    """When the promise is due from now on."""

    due_at: Moment
    agreed: Flag = Field(description="The customer agreed to it; without that nothing moves.")
    reason: Reason = ""


@noun.act("/promises/{int:promise_id}/moves", PromiseWhole)
def move_promise(request: ApiRequest, promise_id: Number, body: NewTime) -> PromiseWhole:
    """Move a promise with the customer's consent."""
    promise = promise_for(request.member, promise_id)
    moved = move(actor=request.member, promise=promise, due_at=body.due_at, agreed=body.agreed, reason=body.reason)
    return _again(request, moved)


class Why(Told):
    """Why, in a word."""

    reason: Annotated[Text, Field(min_length=1, max_length=300, examples=["Kuljetus myöhästyi"])]


@noun.act("/promises/{int:promise_id}/breaking", PromiseWhole)
def break_promise(request: ApiRequest, promise_id: Number, body: Why) -> PromiseWhole:
    """Say that a promise was not kept; a recovery begins from it."""
    promise = promise_for(request.member, promise_id)
    return _again(request, break_openly(actor=request.member, promise=promise, reason=body.reason))


@noun.act("/promises/{int:promise_id}/withdrawal", PromiseWhole)
def withdraw_promise(request: ApiRequest, promise_id: Number, body: Why) -> PromiseWhole:
    """Say that a promise is not needed any more."""
    promise = promise_for(request.member, promise_id)
    return _again(request, withdraw(actor=request.member, promise=promise, reason=body.reason))


class NewOwner(Told):
    """Who keeps it from now on."""

    owner_id: Id


@noun.act("/promises/{int:promise_id}/owner", PromiseWhole)
def give_promise(request: ApiRequest, promise_id: Number, body: NewOwner) -> PromiseWhole:
    """Let someone else keep a promise."""
    promise = promise_for(request.member, promise_id)
    return _again(request, give(actor=request.member, promise=promise, owner=_person(body.owner_id)))


@noun.act("/promises/{int:promise_id}/telling", PromiseWhole)
def tell_of_promise(request: ApiRequest, promise_id: Number) -> PromiseWhole:
    """Say that the customer was told of it another way, when the message of it did not arrive."""
    promise = promise_for(request.member, promise_id)
    return _again(request, tell(actor=request.member, promise=promise))
