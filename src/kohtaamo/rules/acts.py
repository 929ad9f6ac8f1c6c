"""What a rule may do: how each act is called, said in a sentence and chosen. It is done in ``commands/acting.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kohtaamo.outreach.models import Cause
from kohtaamo.platform.connections.models import Connection
from kohtaamo.rules.conditions import MOST, Options, rows
from kohtaamo.serving.choices import Sharing
from kohtaamo.serving.models import SavedAnswer
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Matter
from kohtaamo.work.choices import Target
from kohtaamo.work.models import Checklist, Field


@dataclass(frozen=True)
class Act:
    """One thing a rule may do. ``options`` to choose from, ``words`` to be written beside."""

    name: Any
    said: Any  # in the sentence, with %(what)s and %(extra)s
    options: Options | None = None
    words: Any = ""
    needs_words: bool = False
    is_number: bool = False


def _answers() -> list[tuple[str, Any]]:
    found = SavedAnswer.objects.filter(removed_at=None, owner=None).order_by("name")
    return [(str(one.pk), one.name) for one in found[:MOST]]


def _causes() -> list[tuple[str, Any]]:
    return [(str(one.pk), one.title) for one in Cause.objects.filter(closed_at=None).order_by("-opened_at")[:MOST]]


def _connections() -> list[tuple[str, Any]]:
    return [(str(one.pk), one.name) for one in Connection.objects.filter(ended_at=None)[:MOST]]


def _fields() -> list[tuple[str, Any]]:
    found = Field.objects.filter(is_active=True, target__in=[Target.CASE, Target.CUSTOMER])
    return [(str(one.pk), str(one)) for one in found[:MOST]]


def _ways() -> list[tuple[str, Any]]:
    return [(Sharing.TURN, _("to each in turn")), (Sharing.LOAD, _("to the one who has least waiting"))]


ACTS: Mapping[str, Act] = {
    "team": Act(_("Give to a team"), _("give it to the team %(what)s"), rows(Team)),
    "person": Act(_("Give to a person"), _("give it to %(what)s"), rows(Member)),
    "share": Act(_("Give to somebody in the team"), _("give it in its team %(what)s"), _ways),
    "tag": Act(_("Put a tag on"), _("put the tag %(extra)s on"), words=_("Tag"), needs_words=True),
    "untag": Act(_("Take a tag off"), _("take the tag %(extra)s off"), words=_("Tag"), needs_words=True),
    "matter": Act(_("Choose the kind of matter"), _("choose %(what)s as its kind"), rows(Matter)),
    "fast_lane": Act(_("Open the fast lane"), _("open the fast lane")),
    "send": Act(
        _("Send a saved answer at once"), _("send the saved answer %(what)s to the customer at once"), _answers,
    ),
    "draft": Act(
        _("Put a saved answer as a draft"), _("put the saved answer %(what)s as a draft for whoever has it"), _answers,
    ),
    "promise": Act(
        _("Promise a return"), _("promise that we return within %(extra)s open hours"), words=_("Open hours"),
        needs_words=True, is_number=True,
    ),
    "note": Act(
        _("Write a note"), _("write the note %(extra)s"), words=_("Note; name people with @"), needs_words=True,
    ),
    "steps": Act(_("Add the steps of a checklist"), _("add the steps of %(what)s"), rows(Checklist)),
    "field": Act(
        _("Fill in an own field"), _("fill in %(what)s: %(extra)s"), _fields, words=_("Value"), needs_words=True,
    ),
    "cause": Act(_("Join to a common matter"), _("join it to what many wait for: %(what)s"), _causes),
    "sleep": Act(
        _("Put to sleep"), _("put it to sleep for %(extra)s days, or until the customer writes"), words=_("Days"),
        needs_words=True, is_number=True,
    ),
    "settle": Act(_("Settle"), _("settle it")),
    "tell": Act(_("Tell another system"), _("tell %(what)s"), _connections),
}  # fmt: skip
