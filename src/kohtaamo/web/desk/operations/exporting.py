"""An export that could not be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kohtaamo.passage.carried import failed_exports
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.kinds import Kind, Level, Row


def _rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=export.get_form_display(), why=export.reason, at=export.ended_at,
            href=reverse("export", args=[export.pk]) if viewer.may(Right.CARRY) else "",
            place=f"{export.ended_at.isoformat()}|{export.pk}",
        )
        for export in found
    ]  # fmt: skip


KINDS = (
    Kind(
        "exports", Level.AT_RISK, lambda count: _("The export did not succeed"), failed_exports, _rows, order="ended_at"
    ),
)  # fmt: skip
