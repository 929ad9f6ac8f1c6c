"""An answer goes to the customer, unless they asked for another address or a person chose somebody else."""

from __future__ import annotations

import pytest
from tests.conftest import Says

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import UNCONFIRMED, Case, Message, Participant
from kohtaamo.encounters.recipients import are_apart, recipients_of
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
EEVA, VILLE = "eeva.mattila@posti.example", "ville@muualla.example"


def ville_writes(says: Says, case: Case) -> Message:
    Participant.objects.get_or_create(case=case, address=VILLE, defaults={"added_at": now()})
    return says("Minäkin!", sender=VILLE, sender_name="Ville Vieras", key=case.key)


def everyone(case: Case) -> list[str]:
    return [one.address for one in recipients_of(case).all]


def test_the_last_writer_is_answered_when_it_is_the_customer(case: Case) -> None:
    found = recipients_of(case)
    assert (found.usual, found.stranger, everyone(case)) == (EEVA, None, [EEVA])


def test_the_customer_stays_the_recipient_when_one_copied_in_wrote_last(says: Says, case: Case) -> None:
    assert ville_writes(says, case).case == case
    found = recipients_of(case)
    assert (found.usual, found.stranger and found.stranger.name, everyone(case)) == (
        EEVA, "Ville Vieras", [EEVA, VILLE],
    )  # fmt: skip


def test_whom_a_person_chose_to_answer_stays_chosen_when_they_write_again(
    says: Says, owner: Member, case: Case
) -> None:
    ville_writes(says, case)
    reply(actor=owner, case=case, text="Hei Ville", to=VILLE)
    chosen = recipients_of(case).usual
    ville_writes(says, case)
    again = recipients_of(case)
    says("Entä minä?", case=case)
    assert (chosen, again.usual, again.stranger, recipients_of(case).usual) == (VILLE, VILLE, None, EEVA)


def test_the_answer_goes_where_the_mail_asked_for_it_and_the_writer_may_be_chosen(says: Says, case: Case) -> None:
    says("Vastatkaa tänne", case=case, reply_to="tilaukset@toinen.example")
    found = recipients_of(case)
    assert (everyone(case), found.asked and found.asked.asked_by, found.all[0].is_elsewhere) == (
        ["tilaukset@toinen.example", EEVA], EEVA, True,
    )  # fmt: skip


def test_a_sender_who_could_not_be_confirmed_does_not_send_the_answer_elsewhere(says: Says, case: Case) -> None:
    says("Vastatkaa tänne", case=case, reply_to="paha@toinen.example", note=UNCONFIRMED)
    assert everyone(case) == [EEVA, "paha@toinen.example"]


def test_a_later_mail_without_the_wish_is_answered_to_its_writer(says: Says, case: Case) -> None:
    says("Vastatkaa tänne", case=case, reply_to="tilaukset@toinen.example")
    says("Tai tänne", case=case)
    assert recipients_of(case).usual == EEVA


def test_a_customer_who_has_not_written_is_answered_where_mail_works(customer: Customer, case: Case) -> None:
    work = "eeva@tyo.example"
    Identity.objects.create(customer=customer, kind=IdentityKind.EMAIL, value=work, shown=work, added_at=now())
    Message.objects.filter(case=case).delete()
    Identity.objects.filter(value=EEVA).update(failed_at=now())
    assert everyone(case) == ["eeva@tyo.example", EEVA]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("a@posti.example", "b@POSTI.example", False),
        ("a@posti.example", "b@laskut.posti.example", False),
        ("a@posti.example", "b@eiposti.example", True),
        ("a@posti.example", "b@muu.example", True),
    ],
)
def test_domains_of_one_house_are_not_apart(one: str, other: str, apart: bool) -> None:
    assert (are_apart(one, other), are_apart(other, one)) == (apart, apart)
