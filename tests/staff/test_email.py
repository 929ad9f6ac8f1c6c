"""Another address to sign in with: asked for, opened from the new mailbox, told to the former one."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.commands.email import ask_email, change_email
from kohtaamo.staff.commands.members import deactivate
from kohtaamo.staff.emails import email_token, open_email_change
from kohtaamo.staff.errors import EmailInUse, EmailLinkOver, NotAnAddress
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
NEW = "uusi.osoite@tupa.example"


def test_nothing_changes_before_the_link_in_the_new_mailbox_is_opened(owner: Member) -> None:
    former = owner.email
    ask_email(actor=owner, member=owner, email=f" {NEW} ")
    JobLoop().drain()
    link = re.search(r"/emails/(\S+)/", str(mail.outbox[0].body))
    assert link is not None
    assert (mail.outbox[0].to, Member.objects.get(pk=owner.pk).email) == ([NEW], former)
    assert change_email(token=link[1]).email == NEW


def test_the_former_address_is_told(owner: Member) -> None:
    former = owner.email
    change_email(token=email_token(owner, NEW))
    JobLoop().drain()
    assert [(each.to, NEW in str(each.body)) for each in mail.outbox] == [([former], True)]


def test_the_journal_knows_who_asked_and_what_changed(administrator: Member, owner: Member) -> None:
    former = owner.email
    ask_email(actor=administrator, member=owner, email=NEW)
    change_email(token=email_token(owner, NEW))
    told = [(entry.kind, entry.data.get("former_email")) for entry in Entry.objects.order_by("id")]
    assert told == [("member.email_asked", None), ("member.email_changed", former)]


def test_a_colleague_may_not_ask_for_another(colleague: Member, owner: Member) -> None:
    with pytest.raises(NotAllowed):
        ask_email(actor=colleague, member=owner, email=NEW)


@pytest.mark.parametrize("address", ["", "noora", "noora@", "a b@tupa.example"])
def test_an_address_that_is_not_whole_is_refused(owner: Member, address: str) -> None:
    with pytest.raises(NotAnAddress):
        ask_email(actor=owner, member=owner, email=address)


def test_an_address_of_a_colleague_is_refused_in_any_case(owner: Member, colleague: Member) -> None:
    with pytest.raises(EmailInUse):
        ask_email(actor=owner, member=owner, email=colleague.email.upper())


def test_an_address_taken_meanwhile_is_refused(owner: Member, colleague: Member) -> None:
    token = email_token(owner, NEW)
    change_email(token=email_token(colleague, NEW))
    with pytest.raises(EmailInUse):
        change_email(token=token)


def test_a_link_opens_once(owner: Member) -> None:
    token, other = email_token(owner, NEW), email_token(owner, "toinen@tupa.example")
    change_email(token=token)
    for used in (token, other, "roskaa"):
        with pytest.raises(EmailLinkOver):
            open_email_change(used)


def test_the_link_of_one_who_has_left_opens_nothing(administrator: Member, owner: Member) -> None:
    token = email_token(owner, NEW)
    deactivate(actor=administrator, member=owner)
    with pytest.raises(EmailLinkOver):
        change_email(token=token)
