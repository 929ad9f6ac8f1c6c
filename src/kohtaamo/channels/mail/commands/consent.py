"""Keeping the sign-in a person gave for a mailbox."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kohtaamo.channels.mail.consent import ConsentRefused, exchange_form, refusal
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.secrets import seal
from kohtaamo.channels.mail.tokens import TokenRefused, forget_token, request_token, token_address
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def sign_in(*, actor: Member, mailbox: Mailbox, code: str, verifier: str, answer_to: str) -> Mailbox:
    """Exchange the service's code for a refresh token and keep it sealed.

    Raises ``ConsentRefused`` with what the service said or when it gave no lasting sign-in, and ``OSError`` when it
    does not answer.
    """
    require(actor, Right.MANAGE_TOUCHPOINTS)
    require(actor, Right.MANAGE_STAFF)
    form = exchange_form(mailbox, code=code, verifier=verifier, answer_to=answer_to)
    try:
        token = request_token(token_address(mailbox), form)
    except TokenRefused as problem:
        raise refusal(problem.error, problem.error) from problem
    if not token.refresh:
        raise ConsentRefused(_("The service gave no lasting sign-in. Allow offline access to the application there."))
    with unit_of_work():
        mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        mailbox.secret = seal(token.refresh)
        mailbox.save(update_fields=["secret"])
        record("mailbox.signed_in", actor=actor, touchpoint=mailbox.touchpoint_id, mailbox=mailbox.pk)
    forget_token(mailbox)
    return mailbox
