"""Where decisions are carried out, and what came of them there."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.pages import After, Limit, by_number, part, place_in
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Amount, Id, Moment, Number, Page, Shape, Text, Told
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.remedy import ask_again, mark_done
from kohtaamo.mandates.models import Remedy
from kohtaamo.mandates.queries.remedies import remedy_for, shown, visible_remedies
from kohtaamo.staff.choices import Family

noun = Noun("remedies", family=Family.MANDATES, about="Where decisions are carried out, and what came of them.")


class ReportShape(Shape):
    """One word of what came of it. ``stands`` is false when it was about an earlier amount."""

    state: RemedyState
    version: int
    by: str
    by_member_id: Id | None
    reference: str
    reason: str
    stands: bool
    at: Moment


class RemedyShape(Shape):
    """What another system is to do for a decision, and how far it is."""

    id: Id
    decision_id: Id
    case_id: Id
    kind: str
    amount: Amount
    system: str
    state: RemedyState
    version: int = Field(description="Grows at every correction of the decision.")
    since: Moment
    due_at: Moment = Field(description="When an answer is missed.")
    late_at: Moment | None
    delayed_at: Moment | None = Field(description="Since when the other system does not answer.")
    settled_at: Moment | None
    by: str
    by_member_id: Id | None
    reference: str
    reason: str


class RemedyWhole(RemedyShape):
    """A remedy with everything that was told of it."""

    reports: list[ReportShape]


class RemedyPage(Page[RemedyShape]):
    """Remedies, the newest first."""


class ByHand(Told):
    """How it was done by hand."""

    word: Annotated[Text, Field(min_length=1, max_length=300)]


_SAME = (
    "decision_id", "version", "since", "due_at", "late_at", "delayed_at", "settled_at", "by", "by_member_id",
    "reference", "reason",
)  # fmt: skip
_SAID = ("version", "by", "by_member_id", "reference", "reason", "stands", "at")


def _known(each: Remedy) -> dict[str, Any]:
    decision = each.decision
    return {name: getattr(each, name) for name in _SAME} | {
        "id": each.pk, "case_id": decision.case_id, "kind": decision.kind.code, "amount": decision.amount_now,
        "system": each.connection.name, "state": RemedyState(each.state),
    }  # fmt: skip


def _whole(request: ApiRequest, remedy_id: int) -> RemedyWhole:
    found = remedy_for(request.member, remedy_id)
    reports = [
        ReportShape(state=RemedyState(each.state), **{name: getattr(each, name) for name in _SAID})
        for each in found.reports.all()
    ]
    return RemedyWhole(**_known(found), reports=reports)


@noun.read("/remedies", RemedyPage)
def list_remedies(
    request: ApiRequest, state: RemedyState | None = None, limit: Limit = 50, after: After = ""
) -> RemedyPage:
    """List where decisions are carried out."""
    place = place_in(request, after)
    found = shown(visible_remedies(request.member)).order_by("-pk")
    if state is not None:
        found = found.filter(state=state)
    rows = list((found.filter(pk__lt=place[2]) if place else found)[: limit + 1])
    listed, more = part(request, rows, limit, lambda each: by_number(each.pk))
    return RemedyPage(items=[RemedyShape(**_known(each)) for each in listed], next=more)


@noun.read("/remedies/{int:remedy_id}", RemedyWhole)
def get_remedy(request: ApiRequest, remedy_id: Number) -> RemedyWhole:
    """Get a remedy with everything that was told of it."""
    return _whole(request, remedy_id)


@noun.act("/remedies/{int:remedy_id}/again", RemedyWhole)
def ask_for_remedy_again(request: ApiRequest, remedy_id: Number) -> RemedyWhole:
    """Tell the other system once more.

    409 `connection_stopped` while it is paused, 409 `remedy_settled` when it is done.
    """
    ask_again(actor=request.member, remedy=remedy_for(request.member, remedy_id))
    return _whole(request, remedy_id)


@noun.act("/remedies/{int:remedy_id}/done", RemedyWhole)
def mark_remedy_done(request: ApiRequest, remedy_id: Number, body: ByHand) -> RemedyWhole:
    """Say that it was done by hand, and how."""
    mark_done(actor=request.member, remedy=remedy_for(request.member, remedy_id), word=body.word)
    return _whole(request, remedy_id)
