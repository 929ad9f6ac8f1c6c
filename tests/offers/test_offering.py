"""From the first line to the customer's yes: giving, leaving the template, accepting, declining, lapsing."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.commands.deliver import bounce
from kohtaamo.encounters.commands.own_page import own_page_of
from kohtaamo.encounters.commands.reply import take_back
from kohtaamo.encounters.models import Attachment, Case, Delivery, Message, OwnPage
from kohtaamo.mandates.commands.answer import answer_request
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.offers.commands.accept import accept, note_acceptance
from kohtaamo.offers.commands.draft import Row, begin, drop, revise
from kohtaamo.offers.commands.give import give
from kohtaamo.offers.commands.mandated import ask_for
from kohtaamo.offers.commands.settle import decline, look_after_offers, note_declined, withdraw
from kohtaamo.offers.errors import (
    EvidenceMissing,
    LineWrong,
    NameMissing,
    NotADraft,
    NotGiven,
    NothingOffered,
    OfferLapsed,
    OfferRenewed,
    OverMandate,
    ValidityWrong,
    WordMissing,
)
from kohtaamo.offers.models import Acceptance, Contract, Offer, Template, Version
from kohtaamo.offers.queries import draft_of, leaving, offer_for, offer_on, offers_on
from kohtaamo.offers.rules import today
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.conftest import Says
from tests.offers.conftest import Drafts, Gives, Grants, let_leave, recall, rewrite

pytestmark = pytest.mark.django_db


def accepted(offer: Offer, page: OwnPage, *, version: int = 1, name: str = "Eeva Mattila") -> Acceptance:
    return accept(page=page, offer=offer, version=version, name=name, agreed=True)


def state(offer: Offer) -> str:
    offer.refresh_from_db()
    return offer.state


def test_an_offer_begins_as_its_template_says_in_the_customers_language(drafts: Drafts) -> None:
    version = draft_of(drafts())
    assert version is not None
    assert [(line.what, line.total, line.per) for line in version.lines.all()] == [
        ("Lehti kotiin", 1290, "month"), ("Aloitus", 2000, "once"),
    ]  # fmt: skip
    assert (version.title, version.month_sum, version.once_sum) == ("Kestotilaus", 1290, 2000)


def test_a_begun_offer_stands_beside_the_only_contract_the_customer_has(
    contract: Contract, owner: Member, case: Case, template: Template
) -> None:
    version = draft_of(begin(actor=owner, case=case, template=template))
    assert version is not None
    assert (version.contract, version.ends_former_on) == (contract, today() + timedelta(days=30))


def test_begun_twice_by_a_double_click_it_is_one(owner: Member, case: Case, template: Template) -> None:
    first, second = (begin(actor=owner, case=case, template=template, once="a") for _ in range(2))
    assert first == second


def test_a_given_offer_goes_by_mail_with_its_document(gives: Gives) -> None:
    offer = gives()
    version = offer.current
    assert version is not None and version.message is not None
    attached = Attachment.objects.get(message=version.message)
    assert (state(offer), attached.name, attached.type) == ("given", f"tarjous-T-{offer.pk}-1.pdf", "application/pdf")
    assert attached.blob_id == version.document_id
    assert "12,90" in version.message.text
    assert Entry.objects.filter(kind="offer.given", case_id=offer.case_id).count() == 1


def test_the_document_says_what_is_offered_in_any_script(
    drafts: Drafts, contract: Contract, owner: Member, mailbox: Mailbox
) -> None:
    words = "Åäö ’kesäöille’ Подписка на журнал €"
    offer = drafts(own_terms="Toimitus ’etuovelle’ Ёлка", rows=[Row(what=words, price=1290, vat=135, per="month")])
    given = give(actor=owner, offer=offer).current
    assert given is not None
    reader = PdfReader(BytesIO(fetch(given.document_id or "")))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in (words, "12,90", "13,5", "Kestotilaus", f"T-{offer.pk}", "Ёлка", "Vanha tilaus", "Verkkolehti"):
        assert said in text
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == (  # type: ignore[union-attr, index]
        f"Tarjous T-{offer.pk}: Kestotilaus", "fi",
    )  # fmt: skip


def test_an_offer_with_nothing_in_it_is_not_given(owner: Member, case: Case) -> None:
    with pytest.raises(NothingOffered):
        give(actor=owner, offer=begin(actor=owner, case=case))


@pytest.mark.parametrize("days", [-1, 366])
def test_an_offer_is_valid_today_and_a_year_at_most(drafts: Drafts, days: int) -> None:
    with pytest.raises(ValidityWrong):
        drafts(days=days)


@pytest.mark.parametrize(
    "row", [Row(what=" ", price=1), Row(what="a", price=-1), Row(what="a", price=1, quantity=0), Row(what="a", price=1, vat=1001), Row(what="a", price=1, per="week")],
)  # fmt: skip
def test_a_wrong_line_is_refused(drafts: Drafts, row: Row) -> None:
    with pytest.raises(LineWrong):
        drafts(rows=[row])


def test_an_offer_at_list_prices_needs_no_mandate(gives: Gives) -> None:
    offer = gives()
    assert (state(offer), offer.decisions.count()) == ("given", 0)


def test_a_lower_price_is_decided_within_the_mandate_in_the_same_step(
    gives: Gives, grants: Grants, discount: Kind
) -> None:
    grants(discount, 60)
    offer = gives(990)  # three euros a month less, reckoned for a year
    decision = offer.decisions.get()
    assert (decision.amount_now, decision.kind, decision.message) == (3600, discount, offer.current.message)  # type: ignore[union-attr]
    assert Message.objects.filter(case=offer.case, author="note").count() == 0


def test_a_lower_price_is_to_be_carried_out_only_once_the_offer_is_accepted(
    gives: Gives, grants: Grants, discount: Kind, page: OwnPage
) -> None:
    grants(discount, 60)
    offer = gives(990)
    assert not Entry.objects.filter(kind="decision.made").exists()
    accepted(offer, page)
    assert Entry.objects.get(kind="decision.made").data["decision"] == offer.decisions.get().pk


def test_beyond_the_mandate_the_offer_is_not_given_and_nothing_is_sent(
    drafts: Drafts, owner: Member, grants: Grants, discount: Kind
) -> None:
    grants(discount, 30)
    offer = drafts(990)
    with pytest.raises(OverMandate) as over:
        give(actor=owner, offer=offer)
    assert (over.value.amount, state(offer), Delivery.objects.count()) == (3600, "draft", 0)


def test_what_was_asked_and_granted_lets_the_offer_be_given(
    drafts: Drafts, owner: Member, lead: Member, discount: Kind
) -> None:
    offer = drafts(990)
    request = ask_for(actor=owner, offer=offer, kind=discount, why="Vanha asiakas")
    answer_request(actor=lead, request=request, grant=True)
    assert Message.objects.filter(case=offer.case, author__in=["us", "note"]).count() == 0
    give(actor=owner, offer=offer)
    assert (state(offer), offer.decisions.get().request, offer.decisions.get().amount_now) == ("given", request, 3600)


def test_a_grant_covers_no_more_than_was_asked(drafts: Drafts, owner: Member, lead: Member, discount: Kind) -> None:
    offer = drafts(990)
    answer_request(actor=lead, request=ask_for(actor=owner, offer=offer, kind=discount, why="x"), grant=True)
    rewrite(offer, owner, 890)
    with pytest.raises(OverMandate):
        give(actor=owner, offer=offer)
    assert [each.missing for each in leaving(offer, draft_of(offer))] == [1200]  # type: ignore[arg-type]


def test_a_longer_validity_is_extra_time(gives: Gives, drafts: Drafts, owner: Member, grants: Grants) -> None:
    extra = Kind.objects.get(code="extra_time")
    grants(extra, 10)
    assert gives(days=20).decisions.get().amount_now == 6
    with pytest.raises(OverMandate):
        give(actor=owner, offer=drafts(days=40))


def test_a_line_of_the_template_keeps_its_list_price_whatever_is_typed(drafts: Drafts) -> None:
    offer = drafts()
    version = draft_of(offer)
    assert version is not None
    source = version.lines.all()[0].source_id
    cheap = Row(what="Lehti kotiin", price=0, list_price=0, per="once", source=source)
    rewrite(offer, offer.owner, 0, rows=[cheap])  # type: ignore[arg-type]
    fresh = draft_of(offer)
    assert fresh is not None
    assert [(each.amount) for each in leaving(offer, fresh)] == [1290 * 12]


def test_taken_back_the_offer_is_a_draft_again_and_its_discount_is_not_used(
    gives: Gives, grants: Grants, discount: Kind, owner: Member
) -> None:
    grants(discount, 60)
    offer = gives(990, left=False)
    recall(offer, owner)
    assert (state(offer), offer.current, Decision.objects.get().amount_now) == ("draft", None, 0)
    assert Attachment.objects.count() == 0
    give(actor=owner, offer=offer)
    assert (state(offer), Decision.objects.latest("pk").amount_now) == ("given", 3600)


def test_a_new_version_leaves_the_former_standing_until_it_is_given(gives: Gives, owner: Member, page: OwnPage) -> None:
    offer = gives()
    revise(actor=owner, offer=offer)
    rewrite(offer, owner, 1390)
    assert offer_on(page, offer.pk).current.month_sum == 1290  # type: ignore[union-attr]
    give(actor=owner, offer=offer)
    offer.refresh_from_db()
    assert (offer.current.number, offer.current.month_sum) == (2, 1390)  # type: ignore[union-attr]
    let_leave(offer)
    with pytest.raises(OfferRenewed):
        accepted(offer, page, version=1)
    assert accepted(offer, page, version=2).version.number == 2


def test_a_new_version_taken_back_leaves_the_former(gives: Gives, owner: Member) -> None:
    offer = gives()
    first = offer.current
    revise(actor=owner, offer=offer)
    rewrite(offer, owner, 1390)
    give(actor=owner, offer=offer)
    recall(offer, owner)
    assert (state(offer), offer.current, draft_of(offer).month_sum) == ("given", first, 1390)  # type: ignore[union-attr]


def test_a_given_version_never_changes(gives: Gives, owner: Member) -> None:
    offer = gives()
    with pytest.raises(NotADraft):
        rewrite_given(offer, owner)


def rewrite_given(offer: Offer, owner: Member) -> None:
    from kohtaamo.offers.commands.draft import Written, write

    write(actor=owner, offer=offer, written=Written(title="x", valid_to=today()))


def test_the_customer_sees_an_offer_once_its_mail_has_left(gives: Gives, page: OwnPage) -> None:
    offer = gives(left=False)
    assert offers_on(page) == []
    let_leave(offer)
    assert offers_on(page) == [offer]


def test_an_accepted_offer_keeps_the_words_the_bytes_and_who(gives: Gives, page: OwnPage) -> None:
    offer = gives()
    made = accepted(offer, page, name="  Eeva   Mattila ")
    assert state(offer) == "accepted"
    assert (made.name, made.how, made.digest) == ("Eeva Mattila", "page", offer.current.document_id)  # type: ignore[union-attr]
    assert made.text == made.message.text  # type: ignore[union-attr]
    assert f"T-{offer.pk}" in made.text and "12,90" in made.text
    assert made.confirmation is not None and made.text in made.confirmation.text
    assert Attachment.objects.get(message=made.confirmation).blob_id == made.digest
    assert Entry.objects.get(kind="offer.accepted").actor == f"customer:{page.customer_id}"


def test_accepted_twice_by_a_double_click_it_is_accepted_once(gives: Gives, page: OwnPage) -> None:
    offer = gives()
    assert accepted(offer, page) == accepted(offer, page)
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize(("name", "agreed"), [("", True), ("  ", True), ("Eeva", False)])
def test_accepting_is_an_act_of_its_own(gives: Gives, page: OwnPage, name: str, agreed: bool) -> None:
    offer = gives()
    with pytest.raises(NameMissing):
        accept(page=page, offer=offer, version=1, name=name, agreed=agreed)
    assert (state(offer), Message.objects.filter(author="customer").count()) == ("given", 1)


def test_what_the_offer_promises_stands_in_the_register(gives: Gives, contract: Contract, page: OwnPage) -> None:
    made = accepted(gives(), page)
    found = Promise.objects.filter(source="offer").order_by("due_at")
    assert [promise.what for promise in found] == ["Ensimmäinen numero kotona", "Päätämme sopimuksen Vanha tilaus"]
    assert {promise.message for promise in found} == {made.confirmation}


def test_the_present_contract_ends_as_promised_and_the_new_one_goes_on(
    gives: Gives, contract: Contract, page: OwnPage
) -> None:
    made = accepted(gives(), page)
    contract.refresh_from_db()
    last = today() + timedelta(days=30)
    assert (contract.ends_on, contract.ended_at is not None) == (last, True)
    assert made.contract is not None
    assert made.contract.begins_on == last + timedelta(days=1)
    assert [line.what for line in made.contract.lines.all()] == ["Lehti kotiin"]


def test_what_was_decided_beyond_the_accepted_version_counts_no_more(
    gives: Gives, grants: Grants, discount: Kind, owner: Member, page: OwnPage
) -> None:
    grants(discount, 100)
    offer = gives(990)
    revise(actor=owner, offer=offer)
    rewrite(offer, owner, 1190)
    give(actor=owner, offer=offer)
    let_leave(offer)
    accepted(offer, page, version=2)
    assert [decision.amount_now for decision in Decision.objects.all()] == [1200]


def test_a_declined_offer_gives_its_discount_back(gives: Gives, grants: Grants, discount: Kind, page: OwnPage) -> None:
    grants(discount, 60)
    offer = gives(990)
    decline(page=page, offer=offer, word="Ei nyt, kiitos.")
    assert (state(offer), offer.word, Decision.objects.get().amount_now) == ("declined", "Ei nyt, kiitos.", 0)
    assert Message.objects.filter(author="customer").latest("pk").text.endswith("Ei nyt, kiitos.")
    with pytest.raises(NotGiven):
        accepted(offer, page)


def test_a_withdrawn_offer_is_told_of_and_can_be_taken_back_before_the_letter_leaves(
    gives: Gives, grants: Grants, discount: Kind, owner: Member, page: OwnPage
) -> None:
    grants(discount, 60)
    offer = gives(990)
    withdraw(actor=owner, offer=offer, word="Loppui varastosta", letter="Joudumme perumaan tarjouksen.")
    assert (state(offer), offer.ending.text) == ("withdrawn", "Joudumme perumaan tarjouksen.")  # type: ignore[union-attr]
    with pytest.raises(NotGiven):
        accepted(offer, page)
    take_back(actor=owner, message=offer.ending)  # type: ignore[arg-type]
    assert (state(offer), Decision.objects.get().amount_now) == ("given", 3600)


def test_withdrawing_needs_a_word(gives: Gives, owner: Member) -> None:
    with pytest.raises(WordMissing):
        withdraw(actor=owner, offer=gives(), word=" ")


def test_the_clock_lets_an_offer_lapse_and_warns_its_maker_before(
    gives: Gives, grants: Grants, discount: Kind, page: OwnPage
) -> None:
    grants(discount, 60)
    offer = gives(990)
    assert look_after_offers() == 0
    Version.objects.update(given_at=now() - timedelta(days=10))
    Offer.objects.update(valid_until=now() + timedelta(hours=20))
    assert (look_after_offers(), look_after_offers()) == (1, 0)
    assert Entry.objects.get(kind="offer.lapses_soon").data["member"] == offer.owner_id
    Offer.objects.update(valid_until=now() - timedelta(seconds=1))
    with pytest.raises(OfferLapsed):
        accepted(offer, page)
    assert (look_after_offers(), look_after_offers()) == (1, 0)
    assert (state(offer), Decision.objects.get().amount_now) == ("lapsed", 0)
    with pytest.raises(OfferLapsed):
        accepted(offer, page)


def test_staff_note_a_written_acceptance_with_its_evidence(gives: Gives, says: Says, owner: Member) -> None:
    offer = gives()
    message = says("Hyväksyn tarjouksen.", header_id="x@y", subject="Re: Sänky ei tullut", case=offer.case)
    assert message.case_id == offer.case_id
    made = note_acceptance(actor=owner, offer=offer, how="written", message=message)
    assert (made.text, made.how, made.noted_by, state(offer)) == ("Hyväksyn tarjouksen.", "written", owner, "accepted")


def test_an_offer_after_our_call_is_accepted_in_writing_only(gives: Gives, owner: Member, template: Template) -> None:
    Template.objects.update(is_written=True)
    template.refresh_from_db()
    offer = gives()
    with pytest.raises(EvidenceMissing):
        note_acceptance(actor=owner, offer=offer, how="call", word="Sanoi kyllä puhelimessa")
    assert state(offer) == "given"


def test_an_earlier_message_is_no_evidence(gives: Gives, owner: Member, case: Case) -> None:
    earlier = Message.objects.get(case=case, author="customer")
    with pytest.raises(EvidenceMissing):
        note_acceptance(actor=owner, offer=gives(), how="written", message=earlier)


def test_told_in_person_a_word_says_how(gives: Gives, owner: Member) -> None:
    offer = gives()
    with pytest.raises(WordMissing):
        note_acceptance(actor=owner, offer=offer, how="person")
    made = note_acceptance(actor=owner, offer=offer, how="person", word="Tiskillä, allekirjoitti")
    assert (made.how, made.name) == ("person", "Eeva Mattila")


def test_staff_note_a_refusal(gives: Gives, owner: Member) -> None:
    offer = gives()
    note_declined(actor=owner, offer=offer, word="Soitti: liian kallis")
    assert (state(offer), offer.word) == ("declined", "Soitti: liian kallis")


def test_a_bounce_of_the_offer_and_of_its_confirmation_is_seen(gives: Gives, page: OwnPage) -> None:
    offer = gives()
    bounce(Delivery.objects.get(message=offer.current.message), code="5.1.1", said="no", is_permanent=True)  # type: ignore[union-attr]
    offer.refresh_from_db()
    assert offer.undelivered_at is not None
    made = accepted(offer, page)
    assert made.confirmation is None or made.unconfirmed_at is None
    for delivery in Delivery.objects.filter(message=made.confirmation):
        bounce(delivery, code="5.1.1", said="no", is_permanent=True)
        made.refresh_from_db()
        assert made.unconfirmed_at is not None


def test_another_customers_page_reaches_no_offer(gives: Gives, says: Says) -> None:
    offer = gives()
    other = says("Hei", "pekka@posti.example", subject="Lamppu", sender_name="Pekka").case
    theirs = own_page_of(other, other.customer)
    for act in (lambda: accepted(offer, theirs), lambda: decline(page=theirs, offer=offer)):
        with pytest.raises(NotFound):
            act()
    assert state(offer) == "given"


def test_an_outsider_reaches_nothing_of_an_offer(gives: Gives, drafts: Drafts, outsider: Member) -> None:
    offer, draft = gives(), drafts()
    acts = (
        lambda: offer_for(outsider, offer.pk),
        lambda: give(actor=outsider, offer=draft),
        lambda: revise(actor=outsider, offer=offer),
        lambda: drop(actor=outsider, offer=draft),
        lambda: withdraw(actor=outsider, offer=offer, word="x"),
        lambda: note_acceptance(actor=outsider, offer=offer, how="person", word="x"),
        lambda: note_declined(actor=outsider, offer=offer, word="x"),
        lambda: begin(actor=outsider, case=offer.case),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_a_dropped_draft_is_withdrawn_and_its_request_too(drafts: Drafts, owner: Member, discount: Kind) -> None:
    offer = drafts(990)
    request = ask_for(actor=owner, offer=offer, kind=discount, why="x")
    drop(actor=owner, offer=offer)
    request.refresh_from_db()
    assert (state(offer), request.state) == ("withdrawn", "withdrawn")


def test_the_journal_never_tells_an_amount(gives: Gives, grants: Grants, discount: Kind, page: OwnPage) -> None:
    grants(discount, 60)
    accepted(gives(990), page)
    told = [str(entry.data) for entry in Entry.objects.filter(kind__startswith="offer.")]
    assert [text for text in told if "990" in text or "3600" in text or "9,90" in text] == []


def test_versions_are_kept(gives: Gives, owner: Member) -> None:
    offer = gives()
    revise(actor=owner, offer=offer)
    give(actor=owner, offer=offer)
    assert list(Version.objects.filter(offer=offer, given_at__isnull=False).values_list("number", flat=True)) == [1, 2]
