"""What the reader may decide in a case, as the help pane shows it: remedies, what is left, what was decided and asked."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.models import Case
from kohtaamo.mandates.amounts import as_typed, told
from kohtaamo.mandates.choices import Period, RequestState, Telling, Unit
from kohtaamo.mandates.models import Decision, Kind, Request
from kohtaamo.mandates.queries.applying import remaining
from kohtaamo.mandates.queries.seeing import decisions_of, may_see, requests_of
from kohtaamo.mandates.rules import LEAST_HELPED, Remaining
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases.decision_forms import CorrectForm, DecideForm, Reach
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.desk.mandates.remedy_words import Standing, standing
from kohtaamo.web.wording import duration

SHOWN_FOR = timedelta(days=1)  # an answered request stays in the pane this long


@dataclass(frozen=True)
class Remedy:
    """One kind as the pane shows it; ``left`` and ``helped`` are said in words, ``used`` is of the person's period."""

    room: Remaining
    form: DecideForm
    icon: str
    price: str
    left: str
    helped: str
    period: str
    used_share: int
    is_opened: bool

    @property
    def kind(self) -> Kind:
        return self.room.mandate.kind

    @property
    def is_used(self) -> bool:
        """Nothing is left, and nobody is filling the form in either."""
        return self.room.left == 0 and not self.is_opened


@dataclass(frozen=True)
class Decided:
    """A decision in the case; it can be undone until ``leaves_at``, and corrected after."""

    decision: Decision
    amount: str
    former: str
    leaves_at: str
    is_own: bool
    correcting: CorrectForm | None
    is_opened: bool
    may_tell: bool
    stands: Standing | None  # where it is carried out


@dataclass(frozen=True)
class Asked:
    """A request in the case: its amount in words, whether the reader made it, and the part granted when not all."""

    request: Request
    amount: str
    is_own: bool
    part: str = ""


@dataclass(frozen=True)
class Panel:
    """Everything the pane shows; ``most`` is the most money that can be given now, in words."""

    remedies: list[Remedy]
    decided: list[Decided]
    asked: list[Asked]
    most: str
    soon: str
    reasons: list[str]
    reach: Reach


def lay(viewer: Member, case: Case, filled: Mapping[str, forms.Form]) -> dict[str, Any]:
    """The pane's part of the page: nothing at all for one who neither decides nor grants."""
    if not may_see(viewer):
        return {"deciding": None}
    rooms = remaining(viewer, case) if viewer.may(Right.DECIDE) else []
    decided = [_decided(viewer, each, filled.get("correct")) for each in decisions_of(viewer, case)]
    asked = [_asked(viewer, each) for each in requests_of(viewer, case) if _is_fresh(each)]
    reach = Reach.of(case)
    remedies = [_remedy(viewer, case, room, filled.get("decide"), reach) for room in rooms]
    return {"deciding": Panel(remedies, decided, asked, _most(rooms), _soon(rooms), reasons(), reach)}


def reasons() -> list[str]:
    """The words most reasons come down to, each one touch."""
    return [
        pgettext("a reason", "Late"), pgettext("a reason", "Broken"), pgettext("a reason", "Wrong one"),
        pgettext("a reason", "Long wait"),
    ]  # fmt: skip


def _remedy(viewer: Member, case: Case, room: Remaining, filled: forms.Form | None, reach: Reach) -> Remedy:
    kind, left = room.mandate.kind, room.left
    is_opened = isinstance(filled, DecideForm) and filled.kind.pk == kind.pk
    amount = min(kind.usual_amount or left, left) or room.mandate.per_encounter
    blank = blank_form(viewer, case, kind, amount, reach)
    form = filled if is_opened and isinstance(filled, DecideForm) else blank
    return Remedy(
        room=room, form=form, icon=icon_of(kind), price=told(kind.unit, amount), left=_left(room),
        helped=helped(kind), period=_period(room), used_share=_share(room), is_opened=is_opened,
    )  # fmt: skip


def blank_form(viewer: Member, case: Case, kind: Kind, amount: int, reach: Reach) -> DecideForm:
    """The form as it stands before anyone touches it, for this amount."""
    form = DecideForm(kind=kind, case=case, teller=viewer, reach=reach)
    form.initial = {
        "amount": as_typed(kind.unit, amount), "words": form.filled_in(amount), "shown": amount,
        "once": secrets.token_urlsafe(12), "how": reach.usual if viewer.may(Right.ANSWER) else "person",
    }  # fmt: skip
    return form


def helped(kind: Kind) -> str:
    """How often it helped, once there is enough to say so."""
    if kind.concluded < LEAST_HELPED:
        return ""
    return _("helped %(helped)s times of %(of)s") % {"helped": kind.helped, "of": kind.concluded}


def _left(room: Remaining) -> str:
    kind = room.mandate.kind
    if not kind.has_amount:
        return "" if room.left else _("used here")
    return _("%(amount)s left") % {"amount": told(kind.unit, room.left)} if room.left else _("used here")


def _period(room: Remaining) -> str:
    """What the person has given of the kind in the period, of how much."""
    kind, most = room.mandate.kind, room.mandate.per_person
    if most is None:
        return ""
    given = told(kind.unit, room.used.person) if kind.has_amount else str(room.used.person)
    limit = told(kind.unit, most) if kind.has_amount else str(most)
    return f"{period_words(room.mandate.period)} {given} / {limit}"


def period_words(period: str) -> str:
    """Today, this week, this month, this year, as a line begins."""
    return {
        Period.DAY: _("Today"), Period.WEEK: _("This week"), Period.MONTH: _("This month"), Period.YEAR: _("This year")
    }[Period(period)]  # fmt: skip


def _share(room: Remaining) -> int:
    most = room.mandate.per_person
    return min(100, round(100 * room.used.person / most)) if most else 0


def _most(rooms: list[Remaining]) -> str:
    most = max((room.left for room in rooms if room.mandate.kind.unit == Unit.MONEY), default=0)
    return _("up to %(amount)s") % {"amount": told(Unit.MONEY, most)} if most else ""


def _soon(rooms: list[Remaining]) -> str:
    """How soon requests have been answered lately, by the kind asked most slowly; empty when nothing is known."""
    waits = [room.mandate.kind.answer_seconds for room in rooms if room.mandate.kind.answer_seconds is not None]
    return answer_time(max(waits)) if waits else ""


def answer_time(seconds: int) -> str:
    """About how long an answer has taken."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return ngettext("answer in about %(count)s minute", "answer in about %(count)s minutes", minutes) % {
            "count": minutes
        }
    return _("answer in about %(time)s") % {"time": duration(timedelta(minutes=minutes))}


def _decided(viewer: Member, decision: Decision, filled: forms.Form | None) -> Decided:
    kind = decision.kind
    is_own = decision.member_id == viewer.pk and viewer.may(Right.DECIDE)
    may_correct = (is_own or viewer.may(Right.GRANT)) and not decision.is_taken_back
    is_opened = isinstance(filled, CorrectForm) and filled.decision.pk == decision.pk
    blank = CorrectForm(decision=decision, initial={"amount": as_typed(kind.unit, decision.amount_now)})
    return Decided(
        decision=decision, amount=told(kind.unit, decision.amount_now),
        former=told(kind.unit, decision.amount) if decision.amount != decision.amount_now else "",
        leaves_at=_leaves_at(decision) if is_own else "", is_own=is_own,
        correcting=(filled if is_opened and isinstance(filled, CorrectForm) else blank) if may_correct else None,
        is_opened=is_opened,
        may_tell=decision.told == Telling.NOT_YET and not decision.is_taken_back and viewer.may(Right.ANSWER),
        stands=_stands(decision),
    )  # fmt: skip


def _stands(decision: Decision) -> Standing | None:
    remedy = getattr(decision, "remedy", None)
    return standing(remedy) if remedy else None


def _leaves_at(decision: Decision) -> str:
    """Until when one touch takes it back: until its mail leaves, or as long when there is none."""
    if decision.is_taken_back:
        return ""
    if decision.message is None:
        until = decision.at + timedelta(seconds=int(settings.KOHTAAMO["UNDO_SECONDS"]))
        return until.isoformat() if until > now() else ""
    deliveries = list(decision.message.deliveries.all())
    waits = all(delivery.state == DeliveryState.WAITING for delivery in deliveries)
    leaves = min((delivery.not_before for delivery in deliveries), default=decision.at)
    return leaves.isoformat() if waits and leaves > now() else ""


def _asked(viewer: Member, request: Request) -> Asked:
    unit = request.kind.unit
    part = told(unit, request.granted or 0) if request.is_granted_in_part else ""
    return Asked(request, told(unit, request.amount), request.asked_by_id == viewer.pk, part)


def _is_fresh(request: Request) -> bool:
    if request.state == RequestState.WITHDRAWN:
        return False
    return request.answered_at is None or now() - request.answered_at < SHOWN_FOR
