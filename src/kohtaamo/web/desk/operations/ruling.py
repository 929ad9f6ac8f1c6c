"""Rules that failed, were held back, or have lost their owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.rules.queries import in_trouble, ownerless
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row


def _rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [
        Row(
            what=f"{firing.rule.name} · {firing.case.number}", why=firing.why, at=firing.at,
            href=reverse("rule_log", args=[firing.rule_id]) if viewer.may(Right.SHAPE_WORK) else "",
            place=f"{firing.at.isoformat()}|{firing.pk}", acts=_acts(firing, viewer),
        )
        for firing in found
    ]  # fmt: skip


def _acts(firing: Any, viewer: Member) -> tuple[Act, ...]:
    if not viewer.may(Right.SHAPE_WORK):
        return ()
    ids = [firing.rule_id, firing.pk]
    again = (Act(_("Try again"), reverse("rule_again", args=ids)),) if firing.state == "failed" else ()
    return (*again, Act(_("Leave be"), reverse("rule_leaving", args=ids), asks=True))


def _failed(count: int) -> str:
    return ngettext(
        "A rule could not do what it should.", "Rules could not do what they should %(count)s times.", count
    ) % {"count": count}  # fmt: skip


def _ownerless_rows(found: Sequence[Any], viewer: Member) -> list[Row]:
    href = "rule" if viewer.may(Right.SHAPE_WORK) else ""
    return [
        Row(
            what=rule.name, why=_("%(who)s, who answered for it, has left.") % {"who": rule.owner},
            href=reverse(href, args=[rule.pk]) if href else "", at=rule.changed_at,
            place=f"{rule.changed_at.isoformat()}|{rule.pk}",
        )
        for rule in found
    ]  # fmt: skip


def _ownerless(count: int) -> str:
    return ngettext(
        "A rule does nothing: whoever answered for it has left. Save it anew.",
        "%(count)s rules do nothing: whoever answered for them has left. Save them anew.", count,
    ) % {"count": count}  # fmt: skip


KINDS = (
    Kind("rules", Level.BROKEN, _failed, in_trouble, _rows, order="at"),
    Kind(
        "rules-without-owner", Level.BROKEN, _ownerless, lambda: ownerless().select_related("owner"), _ownerless_rows,
        order="changed_at",
    ),
)  # fmt: skip
