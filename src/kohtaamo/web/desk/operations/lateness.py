"""Reports of lateness that fit no case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.promises.placing import waiting_reports
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row
from kohtaamo.web.wording import day_and_clock


def _rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=_("Order %(order)s is late until %(when)s")
            % {"order": each.order, "when": day_and_clock(localtime(each.late_until), localtime())},
            why=", ".join(part for part in (str(each.hook), each.customer, each.what) if part), at=each.arrived_at,
            href=reverse("lateness", args=[each.pk]), place=f"{each.arrived_at.isoformat()}|{each.pk}",
            acts=(
                Act(_("Say whom it concerns"), reverse("lateness", args=[each.pk])),
                Act(_("It concerns nobody we serve"), reverse("lateness_end", args=[each.pk])),
            ),
        )
        for each in found
    ]  # fmt: skip


def _unplaced(count: int) -> str:
    return ngettext(
        "A late order fits no customer. Say whom it concerns.",
        "%(count)s late orders fit no customer. Say whom they concern.", count,
    ) % {"count": count}  # fmt: skip


KINDS = (Kind("late-orders", Level.BROKEN, _unplaced, waiting_reports, _rows, order="arrived_at"),)
