"""A house in which one of everything is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.db import transaction

from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.models import Customer, Duplicate, Merge
from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Attachment, CallRequest, Case, Draft, Encounter
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.staff.commands.invite import invite
from kohtaamo.staff.models import Member, Role
from kohtaamo.touchpoints.models import Hours, HoursException, Location

LETTER = (
    "From: Eeva <eeva.mattila@posti.example>\r\nTo: palvelu@tupa.example\r\nSubject: Sänky\r\n"
    "Message-ID: <a1@posti.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Missä sänky on?</p>\r\n"
    "--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nliite\r\n--b--\r\n"
)

Ids = dict[str, object]
Arrives = Callable[..., Intake]


@pytest.fixture
def arrives(mailbox: Mailbox) -> Arrives:
    """A mail comes by SMTP: ``arrives("From: ...", "words")`` with its header lines and its text."""

    def come(head: str, text: str = "Hei!", *, sent_from: str = "", to: str = "palvelu@tupa.example") -> Intake:
        lines = head.strip().replace("\r\n", "\n").replace("\n", "\r\n")
        raw = f"{lines}\r\n\r\n{text}\r\n".encode("utf-8", "surrogateescape")
        return take_in(raw=raw, source="smtp", envelope_from=sent_from, envelope_to=[to])

    return come


@pytest.fixture
def ids(case: Case, mailbox: Mailbox, customer: Customer, owner: Member, administrator: Member) -> Ids:
    """The number of one of everything, by the names the addresses use."""
    letter = take_in(raw=LETTER.encode(), source="smtp", envelope_to=["palvelu@tupa.example"])
    assert letter.message is not None
    with transaction.atomic():
        return {**_of_case(case, owner, letter), **_of_customer(customer), **_of_house(mailbox, administrator)}


def _of_case(case: Case, owner: Member, letter: Intake) -> Ids:
    assert letter.message is not None
    due = now() + timedelta(days=1)
    promise = make(actor=owner, case=case, terms=Terms(what="Soitamme", due_at=due))
    reply(actor=owner, case=case, text="Tutkin asiaa.")
    encounter = Encounter.objects.filter(case=case).latest("id")
    call = CallRequest.objects.create(case=case, encounter=encounter, number="040 1", asked_at=now())
    draft = Draft.objects.create(case=letter.message.case, member=owner, changed_at=now())
    file = Attachment.objects.create(draft=draft, blob=keep(b"x"), name="x", type="text/plain", size=1)
    return {
        "case_id": letter.message.case_id, "message_id": letter.message_id, "promise_id": promise.pk,
        "call_id": call.pk, "intake_id": letter.pk, "file_id": file.pk, "slug": "unread-mails", "reader": "search",
        "attachment_id": letter.message.attachments.get().pk,
        "token": link_token(own_page_of(letter.message.case, case.customer)),
    }  # fmt: skip


def _of_customer(customer: Customer) -> Ids:
    other = recognise(kind="email", value="eeva@toinen.example", name="Eeva M")
    first = recognise(kind="email", value="ennen@toinen.example", name="E Mattila")
    pair = Duplicate.objects.create(first=customer, second=other, reason="name", found_at=now())
    first.merged_into = customer
    first.save()
    merge = Merge.objects.create(winner=customer, loser=first, moved={}, merged_at=now())
    return {
        "customer_id": customer.pk, "other_id": other.pk, "duplicate_id": pair.pk, "merge_id": merge.pk,
        "identity_id": customer.identities.get().pk,
    }  # fmt: skip


def _of_house(mailbox: Mailbox, administrator: Member) -> Ids:
    hours = Hours.objects.create(name="Arkisin")
    hours.periods.create(weekday=0, opens=time(9), closes=time(16))
    closed = HoursException.objects.create(hours=hours, day=now().date())
    role = Role.objects.create(name="Kesätyöntekijä", rights=[])
    invited = invite(actor=administrator, email="uusi@tupa.example", name="Uusi", role=role)
    return {
        "touchpoint_id": mailbox.touchpoint_id, "mailbox_id": mailbox.pk, "hours_id": hours.pk, "role_id": role.pk,
        "location_id": Location.objects.create(name="Myymälä").pk, "exception_id": closed.pk,
        "member_id": administrator.pk, "team_id": mailbox.touchpoint.team_id, "invitation_id": invited.pk,
    }  # fmt: skip
