"""The buttons of the operations page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.commands.intake import mark_unwanted, read_again, remove_unwanted, take_in_anyway
from kohtaamo.channels.mail.models import Intake
from kohtaamo.channels.mail.queries import unwanted_senders
from kohtaamo.encounters.commands.deliver import dismiss_failure, send_again
from kohtaamo.encounters.models import Delivery
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.storage.keep import Damaged, fetch
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.mend_jobs import let_be, try_again, wake_reader
from kohtaamo.web.gate import DeskRequest, desk


def _refused(request: DeskRequest, problem: Invalid) -> HttpResponse:
    messages.error(request, str(problem))
    return _return(request)


def _back(request: DeskRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return _return(request)


def _return(request: DeskRequest) -> HttpResponse:
    there = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if is_ours else "operations")


@require_POST
@desk(Right.OPERATE)
def job_again(request: DeskRequest, job_id: UUID) -> HttpResponse:
    """Try a failed job again."""
    try_again(actor=request.user, job=job_id)
    return _back(request, _("It is in line again."))


@require_POST
@desk(Right.OPERATE)
def job_let_be(request: DeskRequest, job_id: UUID) -> HttpResponse:
    """Leave a failed job undone, with the reason."""
    try:
        let_be(actor=request.user, job=job_id, reason=request.POST.get("reason", ""))
    except Invalid as problem:
        return _refused(request, problem)
    return _back(request, _("It is left undone, and listed with your reason."))


@require_POST
@desk(Right.OPERATE)
def reader_again(request: DeskRequest, reader: str) -> HttpResponse:
    """Let a stopped reader try at once."""
    wake_reader(actor=request.user, reader=reader)
    return _back(request, _("It tries again now."))


@require_POST
@desk(Right.OPERATE)
def delivery_again(request: DeskRequest, delivery_id: int) -> HttpResponse:
    """Send a message that did not arrive once more."""
    send_again(actor=request.user, message=_delivery(request, delivery_id).message)
    return _back(request, _("It leaves again now."))


@require_POST
@desk(Right.OPERATE)
def delivery_let_be(request: DeskRequest, delivery_id: int) -> HttpResponse:
    """Leave a message that did not arrive be, with the reason."""
    delivery = _delivery(request, delivery_id)
    try:
        dismiss_failure(actor=request.user, delivery=delivery, reason=request.POST.get("reason", ""))
    except Invalid as problem:
        return _refused(request, problem)
    return _back(request, _("It is left undone, and listed with your reason."))


def _delivery(request: DeskRequest, delivery_id: int) -> Delivery:
    """A delivery in a case this person may see. Raises ``NotFound``."""
    cases = visible_cases(request.user)
    found = Delivery.objects.select_related("message__case", "message__encounter").filter(message__case__in=cases)
    delivery = found.filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound
    return delivery


@require_POST
@desk(Right.OPERATE)
def mail_again(request: DeskRequest, intake_id: int) -> HttpResponse:
    """Read a mail again."""
    intake = read_again(actor=request.user, intake=_intake(intake_id))
    failed = intake.outcome in {Outcome.FAILED, Outcome.KEPT}
    return _back(request, _("It still could not be read. It is safe.") if failed else _("The mail is read."))


@require_POST
@desk(Right.OPERATE)
def mail_anyway(request: DeskRequest, intake_id: int) -> HttpResponse:
    """Take a mail in that was kept apart."""
    take_in_anyway(actor=request.user, intake=_intake(intake_id))
    return _back(request, _("The mail is taken in."))


@require_POST
@desk(Right.OPERATE)
def mail_unwanted(request: DeskRequest, intake_id: int) -> HttpResponse:
    """Keep the sender of a mail away from now on."""
    intake = _intake(intake_id)
    mark_unwanted(actor=request.user, pattern=intake.sender)
    return _back(request, _("Mails of %(sender)s are kept apart from now on.") % {"sender": intake.sender})


@require_POST
@desk(Right.OPERATE)
def sender_wanted(request: DeskRequest, sender_id: int) -> HttpResponse:
    """Let a sender in again who was kept away."""
    sender = unwanted_senders(request.user).filter(pk=sender_id).first()
    if sender is None:
        raise NotFound
    back = remove_unwanted(actor=request.user, sender=sender)
    said = ngettext(
        "Mails of %(sender)s come in again; %(count)s came back.",
        "Mails of %(sender)s come in again; %(count)s came back.",
        back,
    )
    return _back(request, said % {"sender": sender.pattern, "count": back})


@require_safe
@desk(Right.OPERATE)
def raw_mail(request: DeskRequest, intake_id: int) -> HttpResponse:
    """The mail as it came, byte for byte, as a file that no browser opens by itself."""
    intake = _intake(intake_id)
    try:
        content = fetch(intake.raw_id or "")
    except Damaged as problem:
        raise NotFound(_("The kept mail is missing or has changed.")) from problem
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="mail-{intake.pk}.eml"'
    return answer


def _intake(intake_id: int) -> Intake:
    found = Intake.objects.select_related("raw", "mailbox__touchpoint").filter(pk=intake_id).first()
    if found is None:
        raise NotFound
    return found
