"""The signed word in an invitation's link, and how long it opens anything."""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, Signer

from kohtaamo.platform.time import now
from kohtaamo.staff.errors import InvitationOver
from kohtaamo.staff.models import Invitation

LASTS = timedelta(days=7)
_signer = Signer(salt="kohtaamo.staff.invitation", sep=".")


def token_of(invitation: Invitation) -> str:
    """The word of this invitation's link. A new nonce, made when it is sent again, makes the former link void."""
    return _signer.sign(invitation.nonce)


def open_invitation(token: str) -> Invitation:
    """The invitation behind a link. Raises ``InvitationOver`` when forged, used, revoked or too old."""
    try:
        nonce = _signer.unsign(token)
    except BadSignature as problem:
        raise InvitationOver from problem
    found = Invitation.objects.select_related("role").filter(
        nonce=nonce, accepted_at=None, revoked_at=None, expires_at__gt=now()
    )
    invitation = found.first()
    if invitation is None:
        raise InvitationOver
    return invitation
