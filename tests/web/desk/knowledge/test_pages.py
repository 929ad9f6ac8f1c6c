"""Articles at the desk: written, looked at, published, compared, and put beside a case with and without scripts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.encounters.models import Case, Draft
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.commands.tell import tell
from kohtaamo.knowledge.models import Article, ArticleText, ArticleUse, Feedback, Section, Sought
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_a_lead_writes_an_article_from_nothing(as_lead: Client, lead: Member) -> None:
    assert as_lead.get("/knowledge/new/")["Location"] == "/knowledge/sections/new/"
    assert as_lead.post("/knowledge/sections/new/", {"name_fi": "Toimitus", "name_sv": "Leverans"}).status_code == 302
    section = Section.objects.get()
    made = as_lead.post("/knowledge/new/", {"section": section.pk, "audience": "customers", "owner": lead.pk})
    article = Article.objects.get()
    assert made["Location"] == f"/knowledge/{article.pk}/texts/fi/"
    words = {"title": "Missä tilaus on?", "body": "Katso <b>linkki</b> **tästä**.", "act": "look"}
    looked = as_lead.post(f"/knowledge/{article.pk}/texts/fi/", words).content.decode()
    assert "&lt;b&gt;linkki&lt;/b&gt; <strong>tästä</strong>" in looked
    assert not ArticleText.objects.exists()
    as_lead.post(f"/knowledge/{article.pk}/texts/fi/", {**words, "act": "publish"})
    text = ArticleText.objects.get()
    assert (text.state, text.version) == ("published", 1)
    seen = {"seen": text.changed_at.isoformat(), "why": "Tarkennus", "act": "publish"}
    as_lead.post(f"/knowledge/{article.pk}/texts/fi/", {**words, **seen, "body": "Uusi."})
    page = as_lead.get(f"/knowledge/{article.pk}/texts/fi/versions/").content.decode()
    assert ("Tarkennus" in page, "<ins" in page, "<del" in page) == (True, True, True)
    late = as_lead.post(f"/knowledge/{article.pk}/texts/fi/", {**words, **seen, "body": "Myöhässä."})
    assert (late.status_code, "Myöhässä." in late.content.decode()) == (409, True)
    as_lead.post(f"/knowledge/{article.pk}/texts/fi/versions/1/restoring/")
    assert ArticleText.objects.get().version == 3


def test_the_list_is_narrowed_and_searched(as_lead: Client, as_owner: Client, writes: Writes) -> None:
    writes("Missä tilaukseni on?")
    writes("Luonnoksena vielä", published=False)
    page = as_lead.get("/knowledge/").content.decode()
    assert ("Missä tilaukseni on?" in page, "Luonnoksena vielä" in page) == (True, True)
    assert "Luonnoksena vielä" not in as_owner.get("/knowledge/").content.decode()
    assert "Missä tilaukseni" not in as_lead.get("/knowledge/?show=draft").content.decode()
    assert "Missä tilaukseni on?" in as_owner.get("/knowledge/?q=tilauksia").content.decode()
    as_owner.get("/knowledge/?q=lahjakortti")
    assert Sought.objects.get(words="lahjakortti").place == "staff"


def test_one_without_the_right_reads_and_tells_but_does_not_write(as_owner: Client, writes: Writes) -> None:
    text = writes()
    page = as_owner.get(f"/knowledge/{text.article_id}/").content.decode()
    assert f"/knowledge/{text.article_id}/texts/fi/publishing/" not in page
    for address in ("texts/fi/", "frame/", "texts/fi/versions/"):
        assert as_owner.get(f"/knowledge/{text.article_id}/{address}").status_code == 403
    as_owner.post(f"/knowledge/{text.article_id}/texts/fi/feedback/", {"helped": "no", "words": "Vanha numero"})
    assert Feedback.objects.get().words == "Vanha numero"


def test_outsiders_get_nothing_of_another_team(
    as_outsider: Client, as_owner: Client, writes: Writes, team: Team, case: Case
) -> None:
    text = writes("Sänky ei tullut", audience="team", team=team)
    assert as_owner.get(f"/knowledge/{text.article_id}/").status_code == 200
    assert as_outsider.get(f"/knowledge/{text.article_id}/").status_code == 404
    assert as_outsider.post(f"/knowledge/{text.article_id}/texts/fi/feedback/", {"helped": "yes"}).status_code == 404
    assert as_outsider.get(f"/cases/{case.pk}/articles/").status_code == 404
    assert as_outsider.post(f"/cases/{case.pk}/articles/", {"article": f"{text.article_id}-link"}).status_code == 404
    assert "Sänky ei tullut" not in as_outsider.get("/knowledge/?q=s%C3%A4nky").content.decode()


def test_a_file_is_kept_shown_and_taken_off(as_lead: Client, as_outsider: Client, writes: Writes, team: Team) -> None:
    place = f"/knowledge/{writes(audience='team', team=team).article_id}/files/"
    as_lead.post(place, {"files": SimpleUploadedFile("Kuva.PNG", b"png", "image/png")})
    assert as_lead.get(f"{place}kuva.png/").content == b"png"
    assert as_outsider.get(f"{place}kuva.png/").status_code == 404
    as_lead.post(f"{place}kuva.png/removal/")
    assert as_lead.get(f"{place}kuva.png/").status_code == 404


def test_what_was_sought_becomes_a_draft_at_one_press(as_lead: Client, as_owner: Client, section: Section) -> None:
    row = note_sought(words="lahjakortti", language="sv", place="customers", found=0)
    assert row is not None
    assert "lahjakortti" in as_lead.get("/knowledge/sought/?language=sv").content.decode()
    assert "lahjakortti" not in as_lead.get("/knowledge/sought/?language=en").content.decode()
    assert as_owner.post(f"/knowledge/sought/{row.pk}/draft/").status_code == 403
    made = as_lead.post(f"/knowledge/sought/{row.pk}/draft/")
    assert made["Location"] == f"/knowledge/{Article.objects.get().pk}/texts/sv/"


def test_feedback_is_read_and_a_case_of_others_is_not_shown(
    as_lead: Client, as_outsider: Client, writes: Writes, case: Case
) -> None:
    said = tell(text=writes(), helped=False, words="Entä minä?", reach="uusi@posti.example")
    link = f'href="/cases/{said.case_id}/"'
    assert link in as_lead.get("/knowledge/feedback/").content.decode()
    assert link not in as_outsider.get("/knowledge/feedback/").content.decode()
    as_lead.post(f"/knowledge/feedback/{said.pk}/reading/")
    assert Feedback.objects.get().read_at


def test_articles_stand_beside_a_case_and_scripts_get_the_words(as_owner: Client, writes: Writes, case: Case) -> None:
    text = writes("Sänky ei tullut ajoissa", keywords="toimitus")
    page = as_owner.get(f"/cases/{case.pk}/articles/", headers=HTMX).content.decode()
    assert f'data-article="{text.article_id}-link" data-key="a"' in page
    offers = as_owner.get(f"/cases/{case.pk}/articles/?as=offers&q=toimitukset", headers=HTMX).content.decode()
    assert 'role="option"' in offers
    told = as_owner.post(f"/cases/{case.pk}/articles/", {"article": f"{text.article_id}-link"}, headers=HTMX).json()
    assert told["text"].endswith("/help/fi/toimitus/sanky-ei-tullut-ajoissa/")
    assert ArticleUse.objects.count() == 1


def test_without_scripts_it_goes_after_what_was_typed(
    as_owner: Client, owner: Member, writes: Writes, case: Case
) -> None:
    text = writes(body="Seuraa linkistä.")
    page = as_owner.get(f"/cases/{case.pk}/articles/?q=tilaus").content.decode()
    assert 'form="composer"' in page
    data = {"article": f"{text.article_id}-text", "text": "Alku.", "kind": "answer"}
    assert as_owner.post(f"/cases/{case.pk}/articles/", data).status_code == 303
    assert Draft.objects.get(case=case, member=owner).text.startswith("Alku.\n\nSeuraa linkistä.\n\nhttp")


def test_the_list_asks_the_same_number_of_times_for_one_and_for_many(as_lead: Client, writes: Writes) -> None:
    def asked() -> int:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                as_lead.get("/knowledge/")
            counts.append(len(queries))
        return min(counts)

    writes("Ohje")
    one = asked()
    for number in range(40):
        writes(f"Ohje {number}")
    assert asked() == one


def test_the_palette_leads_to_articles(as_owner: Client, as_outsider: Client, writes: Writes, team: Team) -> None:
    text = writes("Rajat hyvityksille", audience="team", team=team)
    link = f'data-go="/knowledge/{text.article_id}/?language=fi"'
    assert link in as_owner.get("/palette/?q=hyvitys", headers=HTMX).content.decode()
    assert link not in as_outsider.get("/palette/?q=hyvitys", headers=HTMX).content.decode()
