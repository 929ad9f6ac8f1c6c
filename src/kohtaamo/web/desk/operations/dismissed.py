"""Failures that a person left be: what they were, who left them and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.encounters.commands.deliver import DELIVERY
from kohtaamo.encounters.models import Delivery
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.jobs.models import Dismissal
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.job_words import what_it_does
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row


def dismissals() -> QuerySet[Dismissal]:
    return Dismissal.objects.all()


def _rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    seen = _deliveries([each.key for each in found if each.kind == DELIVERY], viewer)
    names = _names(found)
    return [_row(each, seen.get(each.key), names, viewer) for each in found]


def _deliveries(keys: Sequence[str], viewer: Member) -> dict[str, Delivery]:
    """Those of the deliveries that are in cases the viewer may see."""
    theirs = Delivery.objects.filter(in_sight(viewer, "message__case__"), pk__in=keys)
    return {str(each.pk): each for each in theirs.select_related("message__case")}


def _names(found: Sequence[Any]) -> dict[str, str]:
    """Who left them, as the journal names people."""
    ids = [each.by.partition(":")[2] for each in found if each.by.startswith("member:")]
    return {member.journal_name: member.name for member in Member.objects.filter(pk__in=ids)}


def _row(each: Dismissal, delivery: Delivery | None, names: dict[str, str], viewer: Member) -> Row:
    said = _("%(reason)s (%(name)s)") % {"reason": each.reason, "name": names.get(each.by, _("someone"))}
    place = f"{each.pk}|{each.pk}"
    if each.kind != DELIVERY:
        return Row(what=what_it_does(each.what), why=said, at=each.at, place=place)
    if delivery is None:
        return Row(what=_("A message of a team whose cases you do not see"), at=each.at, place=place)
    again = (Act(_("Send again"), reverse("delivery_again", args=[delivery.pk])),)
    return Row(
        what=f"{delivery.address}: {delivery.message.case}", why=said, at=each.at, place=place,
        href=reverse("case", args=[delivery.message.case_id]), acts=again if viewer.may(Right.ANSWER) else (),
    )  # fmt: skip


def _dismissed(count: int) -> str:
    return ngettext("Dismissed: %(count)s failure", "Dismissed: %(count)s failures", count) % {"count": count}


KINDS = (Kind("dismissed", Level.TO_KNOW, _dismissed, dismissals, _rows),)
