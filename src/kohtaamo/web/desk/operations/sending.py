"""Messages to customers that did not arrive, wait too long or were cut off; customers who may be one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.customers.models import Duplicate
from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.failing import cut_off_attempts, failed_deliveries, late_deliveries
from kohtaamo.encounters.models import Delivery
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row


def waiting_duplicates() -> QuerySet[Duplicate]:
    return Duplicate.objects.filter(dismissed_at__isnull=True).select_related("first", "second")


def _seen(found: Sequence[Any], viewer: Member) -> set[int]:
    cases = {each.message.case_id for each in found}
    return set(visible_cases(viewer).filter(pk__in=cases).values_list("pk", flat=True))


def _delivery_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    seen = _seen(found, viewer)
    return [_delivery(each, viewer) if each.message.case_id in seen else _hidden(each) for each in found]


def _delivery(each: Delivery, viewer: Member) -> Row:
    can_send = each.state == DeliveryState.FAILED and viewer.may(Right.ANSWER)
    return Row(
        what=f"{each.address}: {each.message.case}",
        why=each.answer,
        at=each.settled_at or each.not_before,
        href=reverse("case", args=[each.message.case_id]),
        acts=_acts(each) if can_send else (),
        place=f"{each.pk}|{each.pk}",
    )


def _acts(each: Delivery) -> tuple[Act, ...]:
    return (
        Act(_("Send again"), reverse("delivery_again", args=[each.pk])),
        Act(_("Leave it undone"), reverse("delivery_let_be", args=[each.pk]), asks=True),
    )


def _hidden(each: Delivery) -> Row:
    team = each.message.case.team_id
    what = _("A message of a team whose cases you do not see (team %(team)s)") % {"team": team}
    return Row(what=what, at=each.settled_at or each.not_before, place=f"{each.pk}|{each.pk}")


def _attempt_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    seen = _seen(found, viewer)
    return [
        Row(
            what=str(each.message.case) if each.message.case_id in seen else _("Another team’s message"),
            why=_("The connection was cut before the other server answered. The message may have left."),
            at=each.began_at,
            href=reverse("case", args=[each.message.case_id]) if each.message.case_id in seen else "",
            place=f"{each.pk}|{each.pk}",
        )
        for each in found
    ]


def _duplicate_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    try:
        href = reverse("duplicates")
    except NoReverseMatch:
        href = ""
    return [
        Row(what=f"{each.first} – {each.second}", at=each.found_at, href=href, place=f"{each.pk}|{each.pk}")
        for each in found
    ]


def _failed(count: int) -> str:
    said = ngettext("%(count)s message did not reach a customer", "%(count)s messages did not reach a customer", count)
    return said % {"count": count}


def _late(count: int) -> str:
    said = ngettext("%(count)s message should have left already", "%(count)s messages should have left already", count)
    return said % {"count": count}


def _cut(count: int) -> str:
    said = ngettext("%(count)s sending was cut off", "%(count)s sendings were cut off", count)
    return said % {"count": count}


def _twins(count: int) -> str:
    said = ngettext("%(count)s pair of customers may be one", "%(count)s pairs of customers may be one", count)
    return said % {"count": count}


KINDS = (
    Kind("failed-deliveries", Level.BROKEN, _failed, failed_deliveries, _delivery_rows),
    Kind("late-deliveries", Level.AT_RISK, _late, late_deliveries, _delivery_rows),
    Kind("cut-off", Level.AT_RISK, _cut, cut_off_attempts, _attempt_rows),
    Kind("duplicates", Level.TO_KNOW, _twins, waiting_duplicates, _duplicate_rows),
)
