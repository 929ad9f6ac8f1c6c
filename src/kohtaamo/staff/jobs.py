"""Mails of the house to its people, sent beside the pages so that a failing server is seen and tried again."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kohtaamo.platform.jobs.enqueue import enqueue
from kohtaamo.staff.emails import email_token
from kohtaamo.staff.events import EmailAsked, EmailChanged, Invited
from kohtaamo.staff.invitations import token_of
from kohtaamo.staff.models import Invitation, Member


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


def send_link_later(event: EmailAsked) -> None:
    """Put the mail to the new address in line, in the transaction of the asking."""
    enqueue(send_email_link, event.member.pk, event.email)


@task()
def send_email_link(member_id: int, email: str) -> None:
    """Send the link that changes the address. It is made here, so no queue ever holds it."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None or member.email == email:
        return
    with override(member.language):
        subject = _("Your new address in %(organisation)s") % {"organisation": settings.KOHTAAMO["ORGANISATION"]}
        send_mail(subject, _link_text(member, email), None, [email])


def _link_text(member: Member, email: str) -> str:
    link = f"{settings.URL}{reverse('email_change', args=[email_token(member, email)])}"
    greeting = _("Hello %(name)s,") % {"name": member.first_name}
    why = _("open this link to sign in to Kohtaamo with %(email)s from now on. It stays open for three days:") % {
        "email": email
    }
    ending = _("If you did not ask for this, you can leave it be: nothing changes.")
    return f"{greeting}\n\n{why}\n\n{link}\n\n{ending}\n"


def tell_former_later(event: EmailChanged) -> None:
    """Put the mail to the former address in line, in the transaction of the change."""
    enqueue(tell_former, event.member.pk, event.former)


@task()
def tell_former(member_id: int, former: str) -> None:
    """Tell the former address that it no longer signs in, so that a change made by someone else is seen."""
    member = Member.objects.get(pk=member_id)
    with override(member.language):
        subject = _("Your address in %(organisation)s has changed") % {
            "organisation": settings.KOHTAAMO["ORGANISATION"]
        }
        greeting = _("Hello %(name)s,") % {"name": member.first_name}
        what = _("you now sign in to Kohtaamo with %(email)s. This address no longer works there.") % {
            "email": member.email
        }
        ending = _("If you did not do this, tell an administrator at once.")
        send_mail(subject, f"{greeting}\n\n{what}\n\n{ending}\n", None, [former])
