"""Changing the address a person signs in with: asked for, and changed when the link in the new mailbox is opened."""

from __future__ import annotations

from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.emails import must_be_free, open_email_change, whole_email
from kohtaamo.staff.errors import EmailLinkOver
from kohtaamo.staff.events import EmailAsked, EmailChanged
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def ask_email(*, actor: Member, member: Member, email: str) -> str:
    """Send a link to the new address, one's own or, with the right to manage people, another's; nothing changes yet.

    Returns the address. Raises ``NotAnAddress`` or ``EmailInUse``.
    """
    if actor.pk != member.pk:
        require(actor, Right.MANAGE_STAFF)
    email = whole_email(email)
    with unit_of_work():
        must_be_free(email, member)
        record("member.email_asked", actor=actor, member=member.pk, email=email)
        publish(EmailAsked(member=member, email=email))
        return email


def change_email(*, token: str) -> Member:
    """Give the person the address whose link was opened; the former address is told.

    Raises ``EmailLinkOver``, or ``EmailInUse`` when someone took the address meanwhile.
    """
    with unit_of_work():
        change = open_email_change(token)
        member = Member.objects.select_for_update().get(pk=change.member.pk)
        if member.email != change.member.email:
            raise EmailLinkOver
        must_be_free(change.email, member)
        former, member.email = member.email, change.email
        member.save(update_fields=["email"])
        record("member.email_changed", actor=member, member=member.pk, email=member.email, former_email=former)
        publish(EmailChanged(member=member, former=former))
        return member
