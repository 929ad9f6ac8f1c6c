"""Offers on the desk: one step from an encounter, an editor that works without scripts, a register."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.commands.own_page import link_token
from kohtaamo.encounters.models import Case, Delivery, Message, OwnPage
from kohtaamo.mandates.models import Kind, Request
from kohtaamo.offers.models import Contract, Offer, Template
from kohtaamo.offers.queries import draft_of
from kohtaamo.offers.rules import today
from kohtaamo.staff.models import Member
from tests.offers.conftest import Drafts, Gives, Grants

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def queries(client: Client, address: str) -> int:
    text(client, address)
    with CaptureQueriesContext(connection) as seen:
        text(client, address)
    return len(seen)


def filled(offer: Offer, act: str = "save", price: str = "12,90", **fields: str) -> dict[str, str]:
    """The editor as a browser sends it, the first line at this price."""
    version = draft_of(offer)
    assert version is not None
    lines = list(version.lines.all())
    rows = {"rows-TOTAL_FORMS": str(len(lines)), "rows-INITIAL_FORMS": str(len(lines))}
    for place, line in enumerate(lines):
        rows |= {
            f"rows-{place}-source": str(line.source_id or ""), f"rows-{place}-what": line.what,
            f"rows-{place}-quantity": "1", f"rows-{place}-unit": line.unit, f"rows-{place}-vat": "25,5",
            f"rows-{place}-price": price if place == 0 else "20,00", f"rows-{place}-per": line.per,
        }  # fmt: skip
    form = {"title": version.title, "valid_to": version.valid_to.isoformat(), "letter": "", "once": "a", "act": act}
    return {**form, **rows, **fields}


def test_an_encounter_is_one_step_from_an_offer(as_owner: Client, case: Case, template: Template) -> None:
    assert "Kestotilaus" in text(as_owner, f"/cases/{case.pk}/")
    answer = as_owner.post(f"/cases/{case.pk}/offers/", {"template": template.pk})
    offer = Offer.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/offers/{offer.pk}/")
    assert "Lehti kotiin" in text(as_owner, f"/offers/{offer.pk}/")


def test_the_encounter_costs_as_many_queries_with_ten_offers_as_with_one(
    as_owner: Client, case: Case, gives: Gives
) -> None:
    gives()
    one = queries(as_owner, f"/cases/{case.pk}/")
    for _ in range(9):
        gives()
    assert queries(as_owner, f"/cases/{case.pk}/") == one


def test_an_encounter_without_offers_asks_two_questions_about_them(as_owner: Client, case: Case) -> None:
    text(as_owner, f"/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as seen:
        text(as_owner, f"/cases/{case.pk}/")
    assert len([each for each in seen.captured_queries if '"offers_' in each["sql"]]) == 2


def test_what_is_written_is_kept(as_owner: Client, drafts: Drafts) -> None:
    offer = drafts()
    answer = as_owner.post(
        f"/offers/{offer.pk}/", filled(offer, price="11,90", own_terms="Ilman aloitusmaksua ensi vuonna")
    )
    version = draft_of(offer)
    assert version is not None
    assert (answer.status_code, version.month_sum, version.own_terms) == (303, 1190, "Ilman aloitusmaksua ensi vuonna")


def test_a_line_is_added_without_scripts_and_nothing_typed_is_lost(as_owner: Client, drafts: Drafts) -> None:
    offer = drafts()
    page = as_owner.post(f"/offers/{offer.pk}/", filled(offer, "line", price="7,77"))
    shown = page.content.decode()
    assert (page.status_code, "rows-2-what" in shown, "7,77" in shown) == (200, True, True)
    assert draft_of(offer).month_sum == 1290  # type: ignore[union-attr]


def test_a_line_is_left_out(as_owner: Client, drafts: Drafts) -> None:
    offer = drafts()
    as_owner.post(f"/offers/{offer.pk}/", filled(offer, **{"rows-1-gone": "on"}))
    assert [line.what for line in draft_of(offer).lines.all()] == ["Lehti kotiin"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wrong", [{"rows-0-price": "ilmainen"}, {"rows-0-what": ""}, {"rows-0-vat": "200"}, {"valid_to": "2001-01-01"}, {"title": ""}],
)  # fmt: skip
def test_a_mistake_is_said_and_what_was_typed_stays(as_owner: Client, drafts: Drafts, wrong: dict[str, str]) -> None:
    offer = drafts()
    page = as_owner.post(f"/offers/{offer.pk}/", filled(offer, "give", **{"own_terms": "Pysyy", **wrong}))
    assert (page.status_code, "Pysyy" in page.content.decode(), Delivery.objects.count()) == (422, True, 0)


def test_the_sums_follow_what_is_typed_and_nothing_is_kept(
    as_owner: Client, drafts: Drafts, grants: Grants, discount: Kind
) -> None:
    grants(discount, 60)
    offer = drafts()
    shown = as_owner.post(f"/offers/{offer.pk}/totals/", filled(offer, price="9,90")).content.decode()
    assert "9,90\u00a0€" in shown and "36\u00a0€" in shown
    assert draft_of(offer).month_sum == 1290  # type: ignore[union-attr]


def test_it_is_sent_with_its_letter_in_one_step(as_owner: Client, drafts: Drafts, case: Case) -> None:
    offer = drafts()
    answer = as_owner.post(f"/offers/{offer.pk}/", filled(offer, "give", letter="Hei Eeva, tässä tarjous."))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{case.pk}/")
    assert Message.objects.latest("pk").text == "Hei Eeva, tässä tarjous."
    as_owner.post(f"/offers/{offer.pk}/", {"act": "give"})
    assert Message.objects.filter(author="us").count() == 1


def test_a_letter_nobody_changed_tells_the_sums_as_they_are_sent(as_owner: Client, drafts: Drafts) -> None:
    offer = drafts()
    page = text(as_owner, f"/offers/{offer.pk}/")
    letter = page.split('name="letter"')[1].split(">", 1)[1].split("</textarea>")[0].strip()
    as_owner.post(f"/offers/{offer.pk}/", filled(offer, "give", price="14,90", letter=letter))
    assert "14,90\u00a0€" in Message.objects.latest("pk").text


def test_over_the_mandate_it_says_so_and_asks_in_one_step(as_owner: Client, drafts: Drafts, lead: Member) -> None:
    offer = drafts()
    page = as_owner.post(f"/offers/{offer.pk}/", filled(offer, "give", price="9,90"))
    kind = Kind.objects.get(code="discount")
    assert (page.status_code, f'value="ask-{kind.pk}"' in page.content.decode()) == (422, True)
    as_owner.post(
        f"/offers/{offer.pk}/", filled(offer, f"ask-{kind.pk}", price="9,90", **{f"why-{kind.pk}": "Vanha asiakas"})
    )
    asked = Request.objects.get()
    assert (asked.amount, asked.asked_of, asked.why.endswith("Vanha asiakas")) == (3600, lead, True)
    assert "Leila" in text(as_owner, f"/offers/{offer.pk}/")


def test_the_present_contract_stands_beside_with_words_and_signs(
    as_owner: Client, contract: Contract, drafts: Drafts
) -> None:
    shown = text(as_owner, f"/offers/{drafts().pk}/")
    for said in ("Vanha tilaus", "halpenee", "−2,00", "jää pois", "uusi"):
        assert said in shown


def test_a_given_offer_is_shown_and_its_document_is_the_very_bytes(as_owner: Client, gives: Gives) -> None:
    offer = gives()
    assert "Eeva Mattila" in text(as_owner, f"/offers/{offer.pk}/")
    file = as_owner.get(f"/offers/{offer.pk}/document/")
    assert file.content.startswith(b"%PDF")
    assert "attachment" in file.headers["Content-Disposition"]


def test_it_is_withdrawn_declined_and_accepted_by_staff(as_owner: Client, gives: Gives) -> None:
    for name, fields, state in (
        ("withdrawal", {"word": "Loppui", "letter": "Perumme tarjouksen."}, "withdrawn"),
        ("declining", {"word": "Soitti ja kieltäytyi"}, "declined"),
        ("acceptance", {"how": "person", "word": "Tiskillä"}, "accepted"),
    ):
        offer = gives()
        assert as_owner.post(f"/offers/{offer.pk}/{name}/", {}).status_code == 422
        assert as_owner.post(f"/offers/{offer.pk}/{name}/", fields).status_code == 303
        offer.refresh_from_db()
        assert offer.state == state
        text(as_owner, f"/offers/{offer.pk}/")


def test_a_new_version_is_written_and_dropped(as_owner: Client, gives: Gives) -> None:
    offer = gives()
    as_owner.post(f"/offers/{offer.pk}/revision/")
    assert 'id="offer-form"' in text(as_owner, f"/offers/{offer.pk}/")
    as_owner.post(f"/offers/{offer.pk}/removal/")
    assert 'id="offer-form"' not in text(as_owner, f"/offers/{offer.pk}/")


@pytest.mark.parametrize("show", ["open", "drafts", "accepted", "past"])
def test_the_register_costs_as_many_queries_with_many_as_with_one(
    as_owner: Client, gives: Gives, drafts: Drafts, show: str
) -> None:
    def one_of_each() -> None:
        gives(), drafts()
        as_owner.post(f"/offers/{gives().pk}/acceptance/", {"how": "person", "word": "x"})
        as_owner.post(f"/offers/{gives().pk}/declining/", {"word": "x"})

    one_of_each()
    address = f"/offers/?show={show}&whose=mine"
    one = queries(as_owner, address)
    one_of_each(), one_of_each()
    assert queries(as_owner, address) == one


def test_the_register_tells_what_the_offers_come_to(as_owner: Client, gives: Gives) -> None:
    gives(), gives()
    shown = text(as_owner, "/offers/")
    assert "2 tarjousta odottaa asiakkaita" in shown
    assert "25,80\u00a0€ kuukaudessa" in shown


def test_an_outsider_finds_nothing(as_outsider: Client, gives: Gives, drafts: Drafts, contract: Contract) -> None:
    offer, draft = gives(), drafts()
    assert "Eeva" not in text(as_outsider, "/offers/")
    for address in (
        f"/offers/{offer.pk}/", f"/offers/{draft.pk}/", f"/offers/{offer.pk}/document/", f"/contracts/{contract.pk}/",
        f"/customers/{contract.customer_id}/contracts/", f"/offers/{offer.pk}/requests/",
    ):  # fmt: skip
        assert as_outsider.get(address).status_code == 404
    for address in ("totals", "revision", "removal", "withdrawal", "declining", "acceptance"):
        assert as_outsider.post(f"/offers/{offer.pk}/{address}/", {"word": "x"}).status_code == 404
    assert as_outsider.post(f"/offers/{draft.pk}/", {"act": "give"}).status_code == 404


def test_a_lead_writes_a_template_and_the_front_line_only_looks(as_lead: Client, as_owner: Client) -> None:
    fields = {
        "name": "Pöytä", "title_fi": "Pöytä", "duty_days": "7", "valid_days": "14", "with_vat": "on", "is_active": "on",
        "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-what_fi": "Pöytä", "rows-0-quantity": "1",
        "rows-0-price": "100", "rows-0-vat": "25,5", "rows-0-unit": "piece", "rows-0-per": "once",
    }  # fmt: skip
    assert as_owner.post("/offers/templates/new/", fields).status_code == 403
    assert as_lead.post("/offers/templates/new/", fields).status_code == 303
    template = Template.objects.get()
    assert [line.price for line in template.lines.all()] == [10_000]
    assert "Pöytä" in text(as_owner, "/offers/templates/")
    assert as_lead.post(f"/offers/templates/{template.pk}/", {**fields, "rows-0-price": "x"}).status_code == 422
    text(as_lead, f"/offers/templates/{template.pk}/")


def test_a_contract_is_written_down_changed_and_ended(as_owner: Client, case: Case) -> None:
    address = f"/customers/{case.customer_id}/contracts/"
    fields = {
        "name": "Sähkö", "begins_on": "2026-01-01", "notice_days": "14", "with_vat": "on", "rows-TOTAL_FORMS": "1",
        "rows-INITIAL_FORMS": "0", "rows-0-what": "Perusmaksu", "rows-0-quantity": "1", "rows-0-price": "5",
        "rows-0-vat": "25,5", "rows-0-unit": "piece", "rows-0-per": "month",
    }  # fmt: skip
    assert as_owner.post(address, {**fields, "rows-0-what": "", "rows-0-price": ""}).status_code == 422
    assert as_owner.post(address, fields).status_code == 303
    contract = Contract.objects.get()
    assert "Perusmaksu" in text(as_owner, address)
    assert as_owner.post(f"/contracts/{contract.pk}/", {**fields, "name": "Sähkösopimus"}).status_code == 303
    assert as_owner.post(f"/contracts/{contract.pk}/end/", {"on": "2020-01-01"}).status_code == 422
    assert as_owner.post(f"/contracts/{contract.pk}/end/", {"on": today().isoformat()}).status_code == 303
    contract.refresh_from_db()
    assert (contract.name, contract.ends_on) == ("Sähkösopimus", today())
    text(as_owner, f"/contracts/{contract.pk}/")


def test_an_offer_begins_from_the_customers_contract(as_owner: Client, contract: Contract, template: Template) -> None:
    as_owner.post(f"/customers/{contract.customer_id}/offers/", {"template": template.pk, "contract": contract.pk})
    assert draft_of(Offer.objects.get()).contract == contract  # type: ignore[union-attr]


def test_the_path_shows_offers(as_owner: Client, gives: Gives, case: Case) -> None:
    offer = gives()
    assert f"/offers/{offer.pk}/" in text(as_owner, f"/customers/{case.customer_id}/")


def test_today_tells_its_maker_that_an_offer_lapses_soon(as_owner: Client, gives: Gives) -> None:
    from datetime import timedelta

    from kohtaamo.platform.time import now

    offer = gives()
    assert "raukeaa pian" not in text(as_owner, "/")
    Offer.objects.filter(pk=offer.pk).update(valid_until=now() + timedelta(hours=5), warned_at=now())
    assert "raukeaa pian" in text(as_owner, "/")


def own(page: OwnPage) -> str:
    return f"/p/{link_token(page)}/"


def test_the_customer_reads_and_accepts_on_their_own_page(anonymous: Client, gives: Gives, page: OwnPage) -> None:
    offer = gives()
    address = f"{own(page)}offers/{offer.pk}/"
    assert address in text(anonymous, own(page))
    assert "Lehti kotiin" in text(anonymous, address)
    assert anonymous.get(f"{address}document/").content.startswith(b"%PDF")
    assert anonymous.post(f"{address}acceptance/", {"version": "1", "name": "Eeva"}).status_code == 422
    done = anonymous.post(f"{address}acceptance/", {"version": "1", "name": "Eeva Mattila", "agreed": "on"})
    assert (done.status_code, done.headers["Location"]) == (303, f"{address}#done")
    shown = text(anonymous, address)
    assert "Olet hyväksynyt tämän tarjouksen" in shown and "Hyväksyn tarjouksen" in shown


def test_the_customer_declines_with_a_word(anonymous: Client, gives: Gives, page: OwnPage) -> None:
    offer = gives()
    anonymous.post(f"{own(page)}offers/{offer.pk}/declining/", {"word": "Ei nyt"})
    offer.refresh_from_db()
    assert (offer.state, offer.word) == ("declined", "Ei nyt")
    done = anonymous.post(f"{own(page)}offers/{offer.pk}/acceptance/", {"version": "1", "name": "Eeva", "agreed": "on"})
    assert (done.status_code, "ei ole enää auki" in done.content.decode()) == (409, True)


def test_a_link_to_another_matter_opens_no_offer(anonymous: Client, gives: Gives, says: object) -> None:
    from kohtaamo.encounters.commands.own_page import own_page_of

    offer = gives()
    other = says("Hei", "pekka@posti.example", subject="Lamppu", sender_name="Pekka").case  # type: ignore[operator]
    theirs = own(own_page_of(other, other.customer))
    for address in ("", "document/"):
        assert anonymous.get(f"{theirs}offers/{offer.pk}/{address}").status_code == 404
    for address in ("acceptance/", "declining/"):
        answer = anonymous.post(f"{theirs}offers/{offer.pk}/{address}", {"version": "1", "name": "P", "agreed": "on"})
        assert answer.status_code == 404
