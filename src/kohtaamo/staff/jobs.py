"""Mails of the house to its people, sent beside the pages so that a failing server is seen and tried again."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.staff.events import Invited
from kohtaamo.staff.invitations import token_of
from kohtaamo.staff.models import Invitation


def send_later(event: Invited) -> None:
    """Put the invitation's mail in line, in the transaction of the inviting."""
    enqueue(send_invitation, event.invitation.pk)


@task()
def send_invitation(invitation_id: int) -> None:
    """Send the invitation's mail, unless it was used or revoked meanwhile."""
    invitation = (
        Invitation.objects.select_related("invited_by")
        .filter(pk=invitation_id, accepted_at=None, revoked_at=None)
        .first()
    )
    if invitation is None:
        return
    with override(invitation.language):
        send_mail(_subject(), _text(invitation), None, [invitation.email])


def _subject() -> str:
    return _("Welcome to %(organisation)s") % {"organisation": settings.KOHTAAMO["ORGANISATION"]}


def _text(invitation: Invitation) -> str:
    link = f"{settings.URL}{reverse('invitation', args=[token_of(invitation)])}"
    by = invitation.invited_by.name if invitation.invited_by else settings.KOHTAAMO["ORGANISATION"]
    greeting = _("Hello %(name)s,") % {"name": invitation.name}
    why = _("%(by)s invites you to meet the customers of %(organisation)s in Kohtaamo.") % {
        "by": by, "organisation": settings.KOHTAAMO["ORGANISATION"],
    }  # fmt: skip
    what = _("Open this link and choose your password. The link opens once and stays open for seven days:")
    ending = _("If you did not expect this mail, you can leave it be.")
    return f"{greeting}\n\n{why}\n{what}\n\n{link}\n\n{ending}\n"
