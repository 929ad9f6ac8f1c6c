"""The public pages: open to all, kept by caches, kind when something is gone, and never telling what is ours."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.commands.articles import attach_file
from kohtaamo.knowledge.commands.drafts import publish_next, save_next
from kohtaamo.knowledge.commands.texts import Words, withdraw_text, write_text
from kohtaamo.knowledge.models import Feedback, Section, Sought
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db
PAGE = "/help/fi/toimitus/missa-tilaukseni-on/"


@pytest.fixture(autouse=True)
def _nobody_was_here_before() -> None:
    caches["near"].clear()


def test_the_start_leads_to_the_readers_language(anonymous: Client) -> None:
    answer = anonymous.get("/help/", headers={"Accept-Language": "sv-FI,sv;q=0.9"})
    assert (answer.status_code, answer["Location"], answer["Vary"]) == (302, "/help/sv/", "Accept-Language")


def test_an_article_is_read_and_kept_by_caches(anonymous: Client, writes: Writes) -> None:
    text = writes(summary="Seurantalinkki on vahvistuksessa.")
    writes("Var är min beställning?", "Följ paketet.", language="sv", text=text)
    answer = anonymous.get(PAGE)
    page = answer.content.decode()
    assert "Seuraa tilausta <strong>linkistä</strong>." in page
    assert 'hreflang="sv" href="http' in page
    assert answer["Cache-Control"].startswith("public")
    assert (answer.headers.get("Set-Cookie"), answer["Vary"]) == (None, "Accept-Encoding")
    again = anonymous.get(PAGE, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_is_the_same_for_one_who_is_signed_in(as_owner: Client, anonymous: Client, writes: Writes) -> None:
    writes()
    assert as_owner.get(PAGE).content == anonymous.get(PAGE).content


def test_home_section_search_feed_and_map_know_it(anonymous: Client, writes: Writes) -> None:
    writes()
    for address in (
        "/help/fi/",
        "/help/fi/toimitus/",
        "/help/fi/search/?q=tilausten",
        "/help/fi/feed/",
        "/help/sitemap.xml",
    ):
        answer = anonymous.get(address)
        assert (answer.status_code, "missa-tilaukseni-on" in answer.content.decode()) == (200, True), address
    ElementTree.fromstring(anonymous.get("/help/fi/feed/").content)
    ElementTree.fromstring(anonymous.get("/help/sitemap.xml").content)
    assert "missa-tilaukseni-on" not in anonymous.get("/help/sv/").content.decode()
    assert "Disallow: /\n" in anonymous.get("/robots.txt").content.decode()


def test_a_former_address_moves_for_good(anonymous: Client, writes: Writes, lead: Member) -> None:
    text = writes()
    write_text(actor=lead, article=text.article, language="fi", words=Words(title="Tilauksen seuranta", body="x"))
    for address in (PAGE, "/help/fi/muualla/tilauksen-seuranta/"):
        answer = anonymous.get(address)
        assert (answer.status_code, answer["Location"]) == (301, "/help/fi/toimitus/tilauksen-seuranta/")


def test_what_was_withdrawn_is_gone_kindly(anonymous: Client, writes: Writes, lead: Member) -> None:
    withdraw_text(actor=lead, text=writes())
    answer = anonymous.get(PAGE)
    assert (answer.status_code, answer["Cache-Control"]) == (410, "no-store")
    assert 'role="search"' in answer.content.decode()


def test_what_is_ours_is_not_there(anonymous: Client, as_lead: Client, writes: Writes, team: Team) -> None:
    ours = [
        writes("Salaisuus yksi", audience="staff"), writes("Salaisuus kaksi", audience="team", team=team),
        writes("Salaisuus kolme", published=False),
    ]  # fmt: skip
    for client in (anonymous, as_lead):
        for text in ours:
            address = f"/help/fi/toimitus/{text.slug}/"
            assert (
                client.get(address).status_code
                == client.post(f"{address}helped/", {"helped": "yes"}).status_code
                == 404
            )
        for address in ("/help/fi/", "/help/fi/search/?q=salaisuus", "/help/fi/feed/", "/help/sitemap.xml"):
            assert "salaisuus-" not in client.get(address).content.decode()


def test_a_file_of_a_public_article_only(anonymous: Client, writes: Writes, lead: Member) -> None:
    text, ours = writes(body="![kuva](attached:kuva.png)"), writes("Meille", audience="staff")
    files = [
        attach_file(actor=lead, article=one.article, name="kuva.png", type="image/png", content=b"png", limit=9)
        for one in (text, ours)
    ]
    answer = anonymous.get(f"/help/files/{files[0].pk}/kuva.png")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"png", "image/png")
    assert anonymous.get(f"/help/files/{files[1].pk}/kuva.png").status_code == 404
    assert f'src="/help/files/{files[0].pk}/kuva.png"' in anonymous.get(PAGE).content.decode()


def test_a_file_that_only_a_draft_names_is_not_public_before_the_draft_is(
    anonymous: Client, writes: Writes, lead: Member
) -> None:
    text = writes(body="Ei kuvaa.")
    file = attach_file(actor=lead, article=text.article, name="uusi.png", type="image/png", content=b"png", limit=9)
    assert anonymous.get(f"/help/files/{file.pk}/uusi.png").status_code == 404
    kept = save_next(actor=lead, text=text, words=Words(title=text.title, body="![uusi](attached:uusi.png)"))
    assert anonymous.get(f"/help/files/{file.pk}/uusi.png").status_code == 404
    publish_next(actor=lead, text=text, seen=kept.changed_at)
    assert anonymous.get(f"/help/files/{file.pk}/uusi.png").status_code == 200


def test_an_unknown_language_and_address_are_kind(anonymous: Client) -> None:
    for address in ("/help/de/", "/help/fi/ei-ole/", "/help/fi/ei/ole/"):
        answer = anonymous.get(address)
        assert (answer.status_code, 'role="search"' in answer.content.decode()) == (404, True)


def test_a_reader_says_it_helped(anonymous: Client, writes: Writes) -> None:
    writes()
    answer = anonymous.post(f"{PAGE}helped/", {"helped": "yes"})
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?told=yes#told")
    assert 'id="told"' in anonymous.get(f"{PAGE}?told=yes").content.decode()
    assert Feedback.objects.get().helped


def test_a_question_comes_to_us_as_a_case(anonymous: Client, writes: Writes, touchpoint: object) -> None:
    writes()
    said = {"helped": "no", "words": "Entä lauantait?", "reach": "uusi@posti.example", "name": "Uusi"}
    assert anonymous.post(f"{PAGE}helped/", said)["Location"] == f"{PAGE}?told=asked#told"
    assert Case.objects.get().messages.get().text == "Entä lauantait?"
    answer = anonymous.post("/help/sv/write/", {"words": "Hej!", "reach": "ny@posti.example"})
    assert answer["Location"] == "/help/sv/write/?sent=1"
    assert Case.objects.latest("pk").language == "sv"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(anonymous: Client, writes: Writes) -> None:
    writes()
    answer = anonymous.post(f"{PAGE}helped/", {"helped": "no", "words": "Tärkeää <b>", "reach": "ei osoite"})
    page = answer.content.decode()
    assert (answer.status_code, "Tärkeää &lt;b&gt;" in page, 'details class="act" open' in page) == (422, True, True)
    assert anonymous.post("/help/fi/write/", {"words": "Hei", "reach": ""}).status_code == 422
    assert not Feedback.objects.exists()


def test_machines_and_forms_of_other_sites_are_not_taken(anonymous: Client, writes: Writes, touchpoint: object) -> None:
    writes()
    anonymous.post(f"{PAGE}helped/", {"helped": "no", "website": "http://spam.example"})
    anonymous.post("/help/fi/write/", {"words": "Osta", "reach": "a@b.example", "website": "x"})
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://muualla.example"}):
        assert anonymous.post(f"{PAGE}helped/", {"helped": "yes"}, headers=headers).status_code == 403
    assert not Feedback.objects.exists()
    assert not Case.objects.exists()


def test_haste_is_stopped(anonymous: Client, touchpoint: object) -> None:
    said = {"words": "Hei", "reach": "a@b.example"}
    answers = [anonymous.post("/help/fi/write/", said).status_code for _ in range(11)]
    assert (answers.count(303), answers[-1]) == (10, 429)


def test_what_is_not_found_is_remembered_once_an_hour_from_one_place(anonymous: Client, writes: Writes) -> None:
    writes()
    for words in ("lahjakortti", "Lahjakortti", "eeva@posti.example"):
        anonymous.get(f"/help/fi/search/?q={words}")
    row = Sought.objects.get()
    assert (row.words, row.missed) == ("lahjakortti", 1)


@pytest.mark.parametrize("count", [1, 40])
def test_the_home_asks_the_database_little_however_many_articles(
    anonymous: Client, writes: Writes, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        writes(f"Ohje {number}")
    with django_assert_max_num_queries(3):
        anonymous.get("/help/fi/")
    with django_assert_max_num_queries(9):
        anonymous.get("/help/fi/toimitus/ohje-0/")


def test_a_section_may_be_empty(anonymous: Client, section: Section) -> None:
    assert anonymous.get("/help/fi/toimitus/").status_code == 200
