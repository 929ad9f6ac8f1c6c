"""The pages of recoveries, promises to everyone and responsibilities: what each shows, to whom, in how many queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.mandates.models import Decision, Kind, Mandate
from kohtaamo.offers.commands.draft import begin
from kohtaamo.offers.models import Offer
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing, PublicKind, RecoveryState, Source
from kohtaamo.promises.commands.keep import break_openly
from kohtaamo.promises.commands.publish import Public, publish_promise
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.promises.owning import KINDS, owned, ownerless_count
from kohtaamo.promises.public import today
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.web.desk.recoveries.sentences import apology
from tests.promises.making import promised

pytestmark = pytest.mark.django_db


@pytest.fixture
def recovery(owner: Member, case: Case) -> Recovery:
    break_openly(actor=owner, promise=promised(case, owner, due=-timedelta(hours=1)), reason="Auto hajosi")
    return Recovery.objects.get()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get(address)
    return len(seen)


def test_it_stands_in_the_encounter_in_the_register_and_on_its_owners_today(
    as_owner: Client, as_colleague: Client, recovery: Recovery, case: Case
) -> None:
    address = f"/recoveries/{recovery.pk}/"
    for page in (f"/cases/{case.pk}/", "/promises/", "/", "/recoveries/"):
        assert address in text(as_owner, page), page
    assert address not in text(as_colleague, "/")
    assert address in text(as_colleague, "/promises/")


def test_an_outsider_finds_nothing(as_outsider: Client, recovery: Recovery) -> None:
    one = f"/recoveries/{recovery.pk}/"
    assert [as_outsider.get(one).status_code, as_outsider.post(one).status_code] == [404, 404]
    assert [as_outsider.post(f"{one}{part}/", {"word": "x"}).status_code for part in ("letter", "closing")] == [
        404,
        404,
    ]
    assert all("Eeva Mattila" not in text(as_outsider, page) for page in ("/", "/promises/", "/recoveries/"))


@pytest.mark.parametrize(
    ("language", "sorry"),
    [("fi", "Emme pitäneet lupausta. Anteeksi."), ("sv", "Vi höll inte löftet. Förlåt."),
     ("en", "We did not keep our promise. I am sorry.")],
)  # fmt: skip
def test_the_apology_is_in_the_customers_language(recovery: Recovery, language: str, sorry: str) -> None:
    recovery.case.language = language
    with override("fi"):
        assert sorry in apology(recovery)


def test_one_page_sends_apology_remedy_and_promise(
    as_owner: Client, owner: Member, recovery: Recovery, case: Case
) -> None:
    kind = Kind.objects.get(code="refund")
    Mandate.objects.create(kind=kind, member=owner, per_encounter=3000, valid_from=now(), granted_at=now())
    soon = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    sent: dict[str, Any] = {
        "words": "Hei Eeva, anteeksi.", "remedy": kind.pk, f"amount-{kind.pk}": "40", "what": "Sänky tulee", "due_at": soon,
        "all_open": "on", "once": "a",
    }  # fmt: skip
    refused = as_owner.post(f"/recoveries/{recovery.pk}/", sent)
    assert (refused.status_code, Message.objects.filter(author=Author.US).count()) == (422, 0)
    assert "Hei Eeva, anteeksi." in refused.content.decode()
    reading = as_owner.post(f"/recoveries/{recovery.pk}/letter/", {**sent, f"amount-{kind.pk}": "30"}).content.decode()
    done = as_owner.post(f"/recoveries/{recovery.pk}/", {**sent, f"amount-{kind.pk}": "30"})
    assert done.status_code == 303
    [letter] = Message.objects.filter(author=Author.US)
    assert ("30\xa0€" in letter.text, "30\xa0€" in reading, letter.text.endswith("Noora")) == (True, True, True)
    assert Decision.objects.get().amount == 3000
    assert Promise.objects.get(source=Source.RECOVERY).message == letter


def test_a_recovery_is_closed_with_a_word(as_owner: Client, recovery: Recovery) -> None:
    as_owner.post(f"/recoveries/{recovery.pk}/closing/", {"word": ""})
    assert Recovery.objects.get().state == RecoveryState.OPEN
    as_owner.post(f"/recoveries/{recovery.pk}/closing/", {"word": "Sovittu puhelimessa"})
    assert "Sovittu puhelimessa" in text(as_owner, f"/recoveries/{recovery.pk}/")


def test_what_it_teaches_is_shown_only_of_five(as_lead: Client, recovery: Recovery) -> None:
    at = now()
    Recovery.objects.bulk_create(
        Recovery(
            case=recovery.case, customer=recovery.customer, failing=Failing.FEELING, opened_at=at, settled_at=at,
            state=RecoveryState.MADE,
        )
        for _number in range(5)
    )  # fmt: skip
    page = text(as_lead, "/recoveries/lessons/?days=365")
    assert (page.count('<th scope="row">'), "Noora" in page) == (1, False)


def test_pages_take_as_many_queries_for_one_as_for_many(
    as_lead: Client, lead: Member, owner: Member, recovery: Recovery, case: Case, touchpoint: Touchpoint
) -> None:
    pages = [
        "/recoveries/",
        "/promises/",
        "/",
        f"/cases/{case.pk}/",
        "/public-promises/",
        "/me/responsibilities/",
        "/matters/",
    ]

    def more(number: int) -> None:
        at = now()
        Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=at)
        Recovery.objects.create(
            case=case, customer=case.customer, failing=Failing.FEELING, opened_at=at, settled_at=at, state="made",
            settled_by=owner,
        )  # fmt: skip
        Matter.objects.create(name_fi=f"Laji {number}", owner=lead)
        Matter.objects.create(name_fi=f"Toinen {number}")
        publish_promise(
            actor=lead,
            public=Public(
                kind=PublicKind.SHOP, wording=f"L{number}", begins=today(), touchpoints=[touchpoint], owner=lead
            ),
        )
        promised(case, lead)

    more(0)
    for page in pages:
        text(as_lead, page)
    before = {page: queries(as_lead, page) for page in pages}
    for number in range(1, 15):
        more(number)
    assert {page: queries(as_lead, page) for page in pages} == before


def test_in_the_case_one_touch_names_the_matter_and_another_takes_it_back(
    as_owner: Client, as_outsider: Client, case: Case
) -> None:
    matter = Matter.objects.create(name_fi="Toimitus")
    address = f"/cases/{case.pk}/matter/"
    assert as_outsider.post(address, {"matter": matter.pk}).status_code == 404
    as_owner.post(address, {"matter": matter.pk})
    assert Case.objects.get().matter == matter
    as_owner.post(address, {"matter": ""})
    assert Case.objects.get().matter is None


def test_in_the_case_a_public_promise_is_honoured_and_the_law_has_its_touch(
    as_owner: Client, as_outsider: Client, lead: Member, case: Case
) -> None:
    promise = publish_promise(actor=lead, public=Public(kind="campaign", wording="Kuljetus 0 €", begins=today()))
    address = f"/cases/{case.pk}/public-promises/{promise.pk}/"
    assert as_outsider.post(address, {"honoured": "yes"}).status_code == 404
    assert as_outsider.post(f"/cases/{case.pk}/accessibility/").status_code == 404
    as_owner.post(address, {"honoured": "no", "why": "Kassa ei tunnistanut"})
    assert "Kassa ei tunnistanut" in text(as_owner, f"/cases/{case.pk}/")
    as_owner.post(f"/cases/{case.pk}/accessibility/")
    assert Promise.objects.filter(source=Source.LAW).count() == 1


def test_only_those_who_may_publish_open_the_pages_to_write(as_owner: Client, as_lead: Client) -> None:
    for page in ("/public-promises/new/", "/public-promises/file/"):
        assert (as_owner.get(page).status_code, as_lead.get(page).status_code) == (403, 200)
    sent = {"kind": "campaign", "wording": "Kuljetus 0 €", "begins": "2026-11-02", "ends": "2026-11-01"}
    assert as_lead.post("/public-promises/new/", sent).status_code == 422
    assert as_lead.post("/public-promises/new/", {**sent, "ends": ""}).status_code == 302
    assert "Kuljetus 0 €" in text(as_owner, "/public-promises/")


def test_nothing_without_an_owner_stays_unseen(
    as_lead: Client, as_owner: Client, lead: Member, owner: Member, case: Case, touchpoint: Touchpoint
) -> None:
    Matter.objects.create(name_fi="Laskut")
    promised(case, None)
    publish_promise(actor=lead, public=Public(kind="campaign", wording="Kuljetus 0 €", begins=today()))
    Recovery.objects.create(case=case, customer=case.customer, failing=Failing.FEELING, opened_at=now())
    begin(actor=owner, case=case)
    Offer.objects.update(owner=None)
    assert (ownerless_count(lead), ownerless_count(owner)) == (6, 0)
    page = text(as_lead, "/me/responsibilities/")
    found = [words in page for words in ("Verkkokaupan posti", "Laskut", "Sänky toimitetaan", "Kuljetus 0 €")]
    assert found == [True] * 4
    assert "Laskut" not in text(as_owner, "/me/responsibilities/")
    assert "/me/responsibilities/" in text(as_lead, "/").split('id="own"')[1].split("</header>")[1]
    Touchpoint.objects.update(owner=lead)
    Matter.objects.update(owner=owner)
    Promise.objects.update(owner=owner)
    Recovery.objects.update(owner=owner)
    Offer.objects.update(owner=owner)
    assert ownerless_count(lead) == 1
    Member.objects.filter(pk=owner.pk).update(is_active=False)
    assert ownerless_count(lead) == 5
    assert {name: len(things) for name, things in owned(lead, owner).items()} == dict.fromkeys(KINDS, 1) | {
        "touchpoints": 0, "public_promises": 0,
    }  # fmt: skip


def test_what_a_colleague_owns_is_shown_of_what_the_reader_may_see(
    as_outsider: Client, as_colleague: Client, owner: Member, case: Case
) -> None:
    promised(case, owner)
    address = f"/people/{owner.pk}/responsibilities/"
    assert "Sänky toimitetaan" in text(as_colleague, address)
    assert "Sänky toimitetaan" not in text(as_outsider, address)
