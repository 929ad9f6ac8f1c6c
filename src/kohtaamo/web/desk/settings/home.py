"""The settings home: what can be set, one sentence each, and who we are."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.operations.findings import trouble_count
from kohtaamo.web.desk.settings.choices import groups_of
from kohtaamo.web.gate import DeskRequest, desk


@dataclass(frozen=True)
class Fact:
    """Something of the organisation and the setting that changes it."""

    name: str
    value: str
    setting: str


@require_safe
@desk()
def home(request: DeskRequest) -> HttpResponse:
    """What this person may look at and set."""
    troubles = trouble_count() if request.user.may(Right.OPERATE) else 0
    page = {"room": "settings", "groups": groups_of(request.user), "troubles": troubles, "facts": _facts()}
    return render(request, "desk/settings/settings.html", page)


def _facts() -> list[Fact]:
    known = settings.KOHTAAMO
    languages = dict(settings.LANGUAGES)
    return [
        Fact(_("Name"), str(known["ORGANISATION"]), "KOHTAAMO_ORGANISATION"),
        Fact(_("Address"), str(known["URL"]), "KOHTAAMO_URL"),
        Fact(_("Language"), str(languages[known["LANGUAGE"]]), "KOHTAAMO_LANGUAGE"),
        Fact(_("Time zone"), str(known["TIME_ZONE"]), "KOHTAAMO_TIME_ZONE"),
        Fact(_("Phone"), str(known["PHONE"]), "KOHTAAMO_PHONE"),
        Fact(_("Sender of our own emails"), str(known["MAIL_FROM"]), "KOHTAAMO_MAIL_FROM"),
    ]
