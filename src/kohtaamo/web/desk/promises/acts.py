"""What may be done with a promise, each as a small resource: a form to look at, and the doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.commands.keep import break_openly, keep, withdraw
from kohtaamo.promises.commands.move import give, move, tell
from kohtaamo.promises.models import Promise
from kohtaamo.promises.queries import promise_for
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.promises.forms import GiveForm, KeepForm, MoveForm, ReasonForm, WithdrawForm
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.way_back import way_back

Do = Callable[[Member, Promise, Any], object]


@dataclass(frozen=True)
class Act:
    """One thing to do: its word, form, heading, button, what is said when it is done, and the command behind it."""

    name: str
    word: str | LazyText
    form: Callable[..., DeskForm]
    heading: str | LazyText
    button: str | LazyText
    done: str | LazyText
    do: Do
    first_values: Callable[[Promise], dict[str, Any]] = lambda _promise: {}
    takes_promise: bool = False

    def filled(self, promise: Promise, data: QueryDict | None = None) -> DeskForm:
        """The form about this promise: as it begins, or with what was sent. Its ids are its own on any page."""
        extra: dict[str, Any] = {"promise": promise} if self.takes_promise else {}
        initial = self.first_values(promise) if data is None else None
        return self.form(data, initial=initial, auto_id=f"p{promise.pk}-{self.name}-%s", **extra)

    def address(self, promise: Promise) -> str:
        return reverse(self.name, args=[promise.pk])


@dataclass(frozen=True)
class Ready:
    """An act on one promise with its empty form, for a page that shows it in place."""

    act: Act
    form: DeskForm
    address: str


def _keep(actor: Member, promise: Promise, form: KeepForm) -> object:
    return keep(actor=actor, promise=promise, **form.cleaned_data)


def _move(actor: Member, promise: Promise, form: MoveForm) -> object:
    said = form.cleaned_data
    return move(actor=actor, promise=promise, due_at=form.due_at, agreed=said["agreed"], reason=said["reason"])


KEEPING = Act(
    "promise_keeping", _("Kept"), KeepForm, _("How was it kept?"), _("Mark as kept"), _("The promise is kept. Well done."), _keep,
    lambda _promise: {"in_full": True, "in_form": True},
)  # fmt: skip
MOVING = Act(
    "promise_move", _("Move"), MoveForm, _("Move to another time"), _("Move the promise"), _("The promise has a new time."), _move,
    MoveForm.first_values,
)  # fmt: skip
BREAKING = Act(
    "promise_breaking", _("Not kept"), ReasonForm, _("We could not keep this"), _("Say it openly"),
    _("Written down. Tell the customer, and put it right."),
    lambda actor, promise, form: break_openly(actor=actor, promise=promise, reason=form.cleaned_data["reason"]),
)  # fmt: skip
WITHDRAWAL = Act(
    "promise_withdrawal", _("Not needed"), WithdrawForm, _("The promise is not needed any more"), _("Withdraw the promise"),
    _("The promise is withdrawn."),
    lambda actor, promise, form: withdraw(actor=actor, promise=promise, reason=form.cleaned_data["reason"]),
)  # fmt: skip
GIVING = Act(
    "promise_owner", _("Give"), GiveForm, _("Let someone else keep it"), _("Give the promise"), _("The promise has a new keeper."),
    lambda actor, promise, form: give(actor=actor, promise=promise, owner=form.cleaned_data["owner"]),
    lambda promise: {"owner": promise.owner_id}, takes_promise=True,
)  # fmt: skip
TELLING = Act(
    "promise_telling", _("Told"), DeskForm, _("The customer was told another way"), _("I told the customer"),
    _("Good. The customer knows."), lambda actor, promise, _form: tell(actor=actor, promise=promise),
)  # fmt: skip


IN_PLACE = (KEEPING, MOVING, BREAKING, WITHDRAWAL)


def acts_on(promise: Promise) -> list[Ready]:
    """What may be done with an open promise beside it; nothing when it is settled."""
    if promise.state != PromiseState.OPEN:
        return []
    return [Ready(act, act.filled(promise), act.address(promise)) for act in IN_PLACE]


def _page(act: Act) -> Callable[..., HttpResponse]:
    @desk(Right.PROMISE)
    def page(request: DeskRequest, promise_id: int) -> HttpResponse:
        promise = promise_for(request.user, promise_id)
        if request.method != "POST":
            return _show(request, act, promise, act.filled(promise))
        form = act.filled(promise, request.POST)
        if form.is_valid():
            try:
                act.do(request.user, promise, form)
            except Invalid as problem:
                form.add_error(_field(problem, form), str(problem.sentence))
            else:
                return _done(request, act, promise)
        return _show(request, act, promise, form, status=422)

    return page


def _done(request: DeskRequest, act: Act, promise: Promise) -> HttpResponse:
    """Back to where the form was; when it stood in place, a word there, and the page reads the rest anew."""
    if request.htmx:
        response = render(request, "desk/promises/act_done.html", {"act": act})
        response["HX-Trigger-After-Swap"] = "act-done"
        return response
    messages.success(request, str(act.done))
    return HttpResponseRedirect(_back(request, promise), status=303)


def _field(problem: Invalid, form: DeskForm) -> str | None:
    """The field an error stands beside; a time is a day and a clock here."""
    name = "day" if problem.field == "due_at" else problem.field
    return name if name in form.fields else None


def _show(request: DeskRequest, act: Act, promise: Promise, form: DeskForm, status: int = 200) -> HttpResponse:
    template = "desk/promises/act.html" if request.htmx else "desk/promises/act_page.html"
    context = {
        "room": "promises", "act": act, "promise": promise, "form": form, "next": _back(request, promise),
        "address": act.address(promise), "in_place": request.htmx and request.method == "POST",
    }  # fmt: skip
    return render(request, template, context, status=status)


def _back(request: DeskRequest, promise: Promise) -> str:
    return way_back(request, reverse("promise", args=[promise.pk]))


keeping, moving, breaking = _page(KEEPING), _page(MOVING), _page(BREAKING)
withdrawal, giving, telling = _page(WITHDRAWAL), _page(GIVING), _page(TELLING)
