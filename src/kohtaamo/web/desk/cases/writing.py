"""The composer: what is being written, to whom, with which files and promises."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone_name

from kohtaamo.encounters.commands.draft import attach
from kohtaamo.encounters.models import Attachment, Case, Draft
from kohtaamo.encounters.recipients import Recipients, recipients_of
from kohtaamo.encounters.times import Good, good_times
from kohtaamo.platform.errors import TooLarge
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.answers.offered import Offered, offered
from kohtaamo.web.desk.cases.forms import ReplyForm, readable_terms
from kohtaamo.web.gate import DeskRequest


@dataclass(frozen=True)
class Writing:
    """What stands in the composer. ``once`` names the act of sending that its button will do."""

    text: str
    is_note: bool
    to: str
    recipients: Recipients
    copies: str = ""
    more: str = ""
    blind: str = ""
    files: list[Attachment] = field(default_factory=list)
    promises: list[Terms] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    saved: list[Offered] = field(default_factory=list)
    leave_own: str = ""
    good_times: list[Good] = field(default_factory=list)
    is_overtaken: bool = False
    once: str = field(default_factory=lambda: secrets.token_urlsafe(16))


def kept_writing(writer: Member, case: Case) -> Writing:
    """The composer as the writer left it: their draft, or empty."""
    draft = next(iter(_draft(case.pk, writer.pk)), None)
    recipients = recipients_of(case)
    return Writing(
        text=draft.text if draft else "",
        is_note=bool(draft and draft.is_note),
        to=recipients.usual,
        recipients=recipients,
        files=files_of(writer, case),
        saved=offered(writer, case),
        good_times=times_for(case),
    )


def refused_writing(writer: Member, case: Case, form: ReplyForm, *, status: int) -> Writing:
    """The composer with everything as it was typed, and what stands in the way of sending it."""
    recipients = recipients_of(case)
    return Writing(
        text=form.data.get("text", ""),
        is_note=form.data.get("kind") == "note",
        to=form.data.get("to") or recipients.usual,
        recipients=recipients,
        copies=form.data.get("copies", ""),
        more=form.data.get("more", ""),
        blind=form.data.get("blind", ""),
        files=files_of(writer, case),
        promises=readable_terms(form.data),
        errors=[str(error) for errors in form.errors.values() for error in errors],
        is_overtaken=status == 409,
        once=form.data.get("once", ""),
        saved=offered(writer, case),
        leave_own=form.data.get("leave_own", ""),
        good_times=times_for(case),
    )


def times_for(case: Case) -> list[Good]:
    """Good times for an answer to leave, in the reader's zone."""
    return good_times(list(case.customer.contact_times.all()), zone=ZoneInfo(get_current_timezone_name()), at=now())


def addresses_of(case: Case) -> list[str]:
    """The addresses an answer may go to, the usual one first."""
    return [one.address for one in recipients_of(case).all]


def files_of(writer: Member, case: Case) -> list[Attachment]:
    """The files waiting to go with what this person writes."""
    return _files(case.pk, writer.pk)


@prepared
def _draft(case: int, writer: int) -> QuerySet[Draft]:
    return Draft.objects.filter(case_id=case, member_id=writer)


@prepared
def _files(case: int, writer: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(draft__case_id=case, draft__member_id=writer).order_by("pk")


def attach_files(request: DeskRequest, case: Case) -> None:
    """Put the files that came with the request on the writer's draft. Raises ``TooLarge``."""
    _attach(request.user, case, request.FILES.getlist("files"))


def _attach(writer: Member, case: Case, files: Sequence[UploadedFile[Any]]) -> None:
    limit = cast(int, settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024
    if any((file.size or 0) > limit for file in files):
        raise TooLarge
    for file in files:
        attach(
            actor=writer, case=case, name=file.name or "file", type=file.content_type or "application/octet-stream",
            content=file.read(), limit=limit,
        )  # fmt: skip
