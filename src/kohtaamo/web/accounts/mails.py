"""The mail that lets a person choose a new password."""

from __future__ import annotations

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kohtaamo.staff.models import Member


@task()
def send_reset(member_id: int, language: str) -> None:
    """Send a link that opens once and for three hours. The link is made here, so no queue ever holds it."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None:
        return
    with override(language):
        subject = _("A new password for %(organisation)s") % {"organisation": settings.KOHTAAMO["ORGANISATION"]}
        send_mail(subject, _text(member), None, [member.email])


def _text(member: Member) -> str:
    words = {"uidb36": user_pk_to_url_str(member), "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(member)}
    link = f"{settings.URL}{reverse('account_reset_password_from_key', kwargs=words)}"
    greeting = _("Hello %(name)s,") % {"name": member.first_name}
    why = _("open this link to choose a new password. It opens once and stays open for three hours:")
    ending = _("If you did not ask for this, you can leave it be: your password has not changed.")
    return f"{greeting}\n\n{why}\n\n{link}\n\n{ending}\n"
