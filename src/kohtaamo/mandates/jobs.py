"""The mail to the one who is asked: a link and no more, for what it is about is read after signing in."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kohtaamo.mandates.choices import RequestState
from kohtaamo.mandates.events import RequestMade
from kohtaamo.mandates.models import Request
from kohtaamo.platform.jobs.enqueue import enqueue


def send_later(event: RequestMade) -> None:
    """Put the mail in line, in the transaction of the asking."""
    if event.request.asked_of_id is not None:
        enqueue(send_request, event.request.pk, event.request.asked_of_id)


@task()
def send_request(request_id: int, member_id: int) -> None:
    """Tell the one who was asked, unless it was answered or passed on meanwhile."""
    found = Request.objects.filter(pk=request_id, state=RequestState.WAITING, asked_of_id=member_id)
    request = found.select_related("asked_of", "asked_by").first()
    if request is None or request.asked_of is None:
        return
    asked, asker = request.asked_of, request.asked_by
    with override(asked.language):
        subject = _("%(name)s asks you") % {"name": asker.name}
        send_mail(subject, _text(request, asker.name, asked.first_name), None, [asked.email])


def _text(request: Request, asker: str, asked: str) -> str:
    greeting = _("Hello %(name)s,") % {"name": asked}
    what = _("%(name)s asks to decide more than they may by themselves, and a customer waits.") % {"name": asker}
    how = _("Open this and answer with one touch. You sign in first if you have not:")
    link = f"{settings.URL}{reverse('request', args=[request.pk])}"
    return f"{greeting}\n\n{what}\n{how}\n\n{link}\n"
