"""An invitation: sent by mail, opened once, revoked, sent again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.commands.invite import accept, invite, revoke, send_again
from kohtaamo.staff.errors import AlreadyInvited, EmailInUse, InvitationOver, NotAnAddress
from kohtaamo.staff.invitations import open_invitation, token_of
from kohtaamo.staff.models import Invitation, Member, Role, Team

pytestmark = pytest.mark.django_db
ADDRESS = "uusi@tupa.example"


@pytest.fixture
def invitation(administrator: Member, team: Team) -> Invitation:
    role = Role.objects.get(name=RoleName.FRONT_LINE)
    return invite(actor=administrator, email=ADDRESS, name="Uusi Tulija", role=role, teams=[team], language="sv")


def test_the_mail_carries_a_link_that_opens_the_invitation(invitation: Invitation) -> None:
    JobLoop().drain()
    link = re.search(r"/invitations/(\S+)/", mail.outbox[0].body)
    assert link is not None
    assert mail.outbox[0].to == [ADDRESS]
    assert open_invitation(link[1]) == invitation


def test_a_mail_server_that_fails_leaves_the_job_in_line(invitation: Invitation, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "nowhere.Backend"
    JobLoop().drain()
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == ["READY"]


def test_the_invited_joins_with_role_teams_and_language(invitation: Invitation, team: Team) -> None:
    member = accept(invitation=invitation, name="Uusi Tulija ", password="pitka-salasana-9", language="sv")
    assert (member.email, member.role.name, list(member.teams.all())) == (ADDRESS, RoleName.FRONT_LINE, [team])
    assert member.check_password("pitka-salasana-9")
    assert list(Entry.objects.values_list("kind", flat=True).order_by("id")) == ["member.invited", "member.joined"]


def test_an_invitation_is_used_once(invitation: Invitation) -> None:
    token = token_of(invitation)
    accept(invitation=invitation, name="Uusi", password="pitka-salasana-9", language="fi")
    with pytest.raises(InvitationOver):
        open_invitation(token)
    with pytest.raises(InvitationOver):
        accept(invitation=invitation, name="Toinen", password="pitka-salasana-9", language="fi")


def test_a_revoked_invitation_opens_nothing(invitation: Invitation, administrator: Member) -> None:
    revoke(actor=administrator, invitation=invitation)
    with pytest.raises(InvitationOver):
        open_invitation(token_of(invitation))


def test_a_revoked_invitation_is_not_mailed(invitation: Invitation, administrator: Member) -> None:
    revoke(actor=administrator, invitation=invitation)
    JobLoop().drain()
    assert mail.outbox == []


def test_sent_again_the_former_link_is_void(invitation: Invitation, administrator: Member) -> None:
    former = token_of(invitation)
    again = send_again(actor=administrator, invitation=invitation)
    with pytest.raises(InvitationOver):
        open_invitation(former)
    assert open_invitation(token_of(again)) == invitation


def test_after_seven_days_the_link_is_closed(invitation: Invitation) -> None:
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(InvitationOver):
        open_invitation(token_of(invitation))
    with pytest.raises(InvitationOver):
        accept(invitation=invitation, name="Uusi", password="pitka-salasana-9", language="fi")


def test_a_forged_link_opens_nothing(invitation: Invitation) -> None:
    with pytest.raises(InvitationOver):
        open_invitation(f"{invitation.nonce}.forged")


def test_an_address_in_use_is_told(administrator: Member, owner: Member) -> None:
    with pytest.raises(EmailInUse), transaction.atomic():
        invite(actor=administrator, email=owner.email.upper(), name="Noora", role=owner.role)


def test_an_address_already_invited_is_told(administrator: Member, invitation: Invitation) -> None:
    with pytest.raises(AlreadyInvited):
        invite(actor=administrator, email=ADDRESS.upper(), name="Uusi", role=invitation.role)


def test_a_lapsed_invitation_gives_way_to_a_new_one(administrator: Member, invitation: Invitation) -> None:
    Invitation.objects.update(expires_at=now() - timedelta(days=1))
    invite(actor=administrator, email=ADDRESS, name="Uusi", role=invitation.role)
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_half_an_address_is_refused(administrator: Member) -> None:
    with pytest.raises(NotAnAddress):
        invite(actor=administrator, email="uusi@", name="Uusi", role=administrator.role)


def test_only_one_who_manages_people_invites(owner: Member) -> None:
    with pytest.raises(NotAllowed):
        invite(actor=owner, email=ADDRESS, name="Uusi", role=owner.role)


def test_the_job_is_enqueued_only_when_the_invitation_stands(
    administrator: Member, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotAnAddress):
        invite(actor=administrator, email="x", name="Uusi", role=administrator.role)
    assert DBTaskResult.objects.count() == 0
