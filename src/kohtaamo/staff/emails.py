"""Addresses people sign in with: whole, free, and the signed word of the link that changes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kohtaamo.staff.errors import EmailInUse, EmailLinkOver, NotAnAddress
from kohtaamo.staff.models import Member

LASTS = timedelta(days=3)
_SALT = "kohtaamo.staff.email"


@dataclass(frozen=True)
class EmailChange:
    """A person and the address they are to sign in with from now on."""

    member: Member
    email: str


def whole_email(text: str) -> str:
    """The address without blanks around it. Raises ``NotAnAddress``."""
    email = text.strip()
    try:
        validate_email(email)
    except ValidationError as problem:
        raise NotAnAddress from problem
    return email


def must_be_free(email: str, member: Member) -> None:
    """Raise ``EmailInUse`` when the address is anyone else's here, or this person's already."""
    if Member.objects.filter(email__iexact=email).exclude(pk=member.pk).exists() or email == member.email:
        raise EmailInUse


def email_token(member: Member, email: str) -> str:
    """The word of the link. It holds the present address, so it is void as soon as that changes."""
    return signing.dumps([member.pk, member.email, email], salt=_SALT)


def open_email_change(token: str) -> EmailChange:
    """The change behind a link. Raises ``EmailLinkOver`` when forged, used, too old, or the person has left."""
    try:
        number, former, email = signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature as problem:
        raise EmailLinkOver from problem
    member = Member.objects.filter(pk=number, email=former, is_active=True).first()
    if member is None:
        raise EmailLinkOver
    return EmailChange(member, email)
