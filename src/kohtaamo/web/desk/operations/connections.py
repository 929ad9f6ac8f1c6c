"""Systems that are not told what happens here, what was given up, and decisions nobody carried out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.mandates.queries.remedies import all_troubled, visible_remedies
from kohtaamo.platform.connections.choices import PausedWhy
from kohtaamo.platform.connections.models import Connection, Dispatch
from kohtaamo.staff.choices import Right
from kohtaamo.staff.connecting import failing, given_up
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.connections.sentences import how_it_stands
from kohtaamo.web.desk.mandates.remedy_words import standing
from kohtaamo.web.desk.operations.kinds import Act, Kind, Level, Row


def stopped() -> QuerySet[Connection]:
    """Took nothing for so long that it was paused: nothing is sent there until somebody lets it go on."""
    return failing().filter(paused_at__isnull=False).exclude(paused_why=PausedWhy.BY_HAND)


def paused() -> QuerySet[Connection]:
    """Paused by somebody, on purpose."""
    return failing().filter(paused_why=PausedWhy.BY_HAND)


def silent() -> QuerySet[Connection]:
    """Takes nothing at the moment; we keep trying."""
    return failing().filter(paused_at__isnull=True)


def _connections(found: Sequence[Any], viewer: Member) -> list[Row]:
    may = viewer.may(Right.CONNECT)
    return [
        Row(
            what=str(each), why=how_it_stands(each)[0], at=each.failing_since or each.paused_at,
            href=reverse("connection", args=[each.pk]) if may else "", place=f"{each.pk}|{each.pk}",
            acts=(Act(_("Try now"), reverse("connection_resumption", args=[each.pk])),) if may else (),
        )
        for each in found
    ]  # fmt: skip


def _events(found: Sequence[Any], viewer: Member) -> list[Row]:
    return [_event(each, viewer) for each in found]


def _event(each: Dispatch, viewer: Member) -> Row:
    what = _("%(what)s to %(where)s") % {"what": each.kind, "where": each.connection}
    place = f"{each.pk}|{each.pk}"
    if not viewer.may(Right.CONNECT):
        return Row(what=what, at=each.settled_at, place=place)
    names = [each.connection_id, each.pk]
    acts = (
        Act(_("Send again"), reverse("dispatch_again", args=names)),
        Act(_("Leave it undone"), reverse("dispatch_unsent", args=names), asks=True),
    )
    return Row(what=what, at=each.settled_at, href=reverse("dispatch", args=names), acts=acts, place=place)


def troubled() -> QuerySet[Any]:
    return all_troubled().select_related("connection", "by_member", "decision__kind", "decision__case")


def _remedies(found: Sequence[Any], viewer: Member) -> list[Row]:
    seen = set(visible_remedies(viewer).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
    return [_remedy(each, each.pk in seen) for each in found]


def _remedy(each: Any, is_seen: bool) -> Row:
    at, place = each.late_at or each.settled_at, f"{each.pk}|{each.pk}"
    if not is_seen:
        return Row(what=_("A decision carried out by %(where)s") % {"where": each.connection}, at=at, place=place)
    said = standing(each)
    acts = (
        Act(_("Send again"), reverse("remedy_again", args=[each.pk])),
        Act(_("It was done by hand"), reverse("remedy_done", args=[each.pk]), asks=True),
    )
    what = _("%(case)s: %(what)s") % {"case": each.decision.case.number, "what": each.decision.kind}
    return Row(
        what=what, why=said.said, at=at, href=reverse("case", args=[each.decision.case_id]), acts=acts, place=place
    )


def _stopped(count: int) -> str:
    return ngettext(
        "%(count)s system is told nothing: its connection is paused",
        "%(count)s systems are told nothing: their connections are paused", count,
    ) % {"count": count}  # fmt: skip


def _paused(count: int) -> str:
    return ngettext(
        "%(count)s connection is paused by hand", "%(count)s connections are paused by hand", count
    ) % {"count": count}  # fmt: skip


def _silent(count: int) -> str:
    return ngettext(
        "%(count)s connected system does not answer", "%(count)s connected systems do not answer", count
    ) % {"count": count}  # fmt: skip


def _given_up(count: int) -> str:
    return ngettext(
        "%(count)s event never reached another system", "%(count)s events never reached another system", count
    ) % {"count": count}  # fmt: skip


def _undone(count: int) -> str:
    return ngettext(
        "%(count)s decision has not been carried out", "%(count)s decisions have not been carried out", count
    ) % {"count": count}  # fmt: skip


KINDS = (
    Kind("undone-decisions", Level.BROKEN, _undone, troubled, _remedies),
    Kind("stopped-connections", Level.BROKEN, _stopped, stopped, _connections),
    Kind("given-up-events", Level.BROKEN, _given_up, given_up, _events),
    Kind("silent-connections", Level.AT_RISK, _silent, silent, _connections),
    Kind("paused-connections", Level.TO_KNOW, _paused, paused, _connections),
)
