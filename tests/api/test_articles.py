"""Articles by a program: written, found, put into answers; drafts and other teams' stay unseen."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.commands.sections import Heading, save_section
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.commands.tell import tell
from kohtaamo.knowledge.commands.texts import withdraw_text
from kohtaamo.knowledge.models import ArticleText
from kohtaamo.staff.models import Member, Team
from tests.api.conftest import Calls
from tests.knowledge.conftest import Writes
from tests.knowledge.conftest import section as section
from tests.knowledge.conftest import writes as writes

pytestmark = pytest.mark.django_db


def test_an_article_is_written_published_and_put_into_an_answer(
    calls: Calls, case: Case, lead: Member, owner: Member
) -> None:
    section = save_section(actor=lead, heading=Heading(names={"fi": "Toimitus"}))
    program = calls(lead)
    assert [one["id"] for one in program.get("/article-sections").json()["items"]] == [section.pk]
    made = program.post("/articles", {"section_id": section.pk})
    assert made.status_code == 201
    place = f"/articles/{made.json()['id']}"
    words = {"language": "fi", "title": "Sänky ei tullut", "body": "Soita kuljetukseen.", "publish": True}
    written = program.post(f"{place}/texts", words).json()
    assert written["texts"][0]["url"].endswith("/help/fi/toimitus/sanky-ei-tullut/")
    program.post(f"{place}/texts", {**words, "body": "Soita meille.", "why": "Numero vaihtui"})
    assert [one["why"] for one in program.get(f"{place}/versions").json()["items"]] == ["Numero vaihtui", ""]
    mine = calls(owner)
    assert mine.get(f"{place}/versions").status_code == 403
    assert [one["title"] for one in mine.get(f"/cases/{case.pk}/articles").json()["items"]] == ["Sänky ei tullut"]
    assert [one["title"] for one in mine.get("/article-search?q=s%C3%A4ngyt").json()["items"]] == ["Sänky ei tullut"]
    used = mine.post(f"/cases/{case.pk}/articles", {"article_id": made.json()["id"], "whole": True}).json()
    assert used["text"].startswith("Soita meille.")
    assert program.post(f"{place}/withdrawals", {"language": "fi"}).json()["texts"][0]["state"] == "withdrawn"
    assert mine.get(place).status_code == 404


def test_an_outsider_reads_no_article_of_another_team(
    calls: Calls, lead: Member, outsider: Member, owner: Member, team: Team
) -> None:
    section = save_section(actor=lead, heading=Heading(names={"fi": "Meille"}))
    program = calls(lead)
    made = program.post("/articles", {"section_id": section.pk, "audience": "team", "team_id": team.pk}).json()
    program.post(f"/articles/{made['id']}/texts", {"language": "fi", "title": "Rajat", "body": "60 €", "publish": True})
    assert calls(owner).get(f"/articles/{made['id']}").status_code == 200
    assert calls(outsider).get(f"/articles/{made['id']}").status_code == 404
    assert calls(outsider).get("/articles").json()["items"] == []


def test_what_was_sought_and_said_is_told_to_those_who_write(calls: Calls, lead: Member, owner: Member) -> None:
    section = save_section(actor=lead, heading=Heading(names={"fi": "Toimitus"}))
    row = note_sought(words="lahjakortti", language="fi", place="customers", found=0)
    assert row is not None
    assert calls(owner).get("/sought").json()["items"] == []
    program = calls(lead)
    assert [one["words"] for one in program.get("/sought").json()["items"]] == ["lahjakortti"]
    made = program.post(f"/sought/{row.pk}/drafts").json()
    assert (made["section_id"], made["texts"][0]["title"]) == (section.pk, "Lahjakortti")
    program.post(f"/articles/{made['id']}/texts", {"language": "fi", "title": "x", "body": "y", "publish": True})
    tell(text=ArticleText.objects.get(), helped=False, words="Epäselvä")
    said = program.get("/article-feedback").json()["items"]
    assert [one["words"] for one in said] == ["Epäselvä"]
    assert calls(owner).post(f"/article-feedback/{said[0]['id']}/reading").status_code == 403
    assert program.post(f"/article-feedback/{said[0]['id']}/reading").json()["read_at"]


def test_a_draft_beside_a_published_text_is_written_published_and_put_away(
    calls: Calls, lead: Member, owner: Member, writes: Writes
) -> None:
    program, text = calls(lead), writes(body="Vanha.")
    address = f"/articles/{text.article_id}"
    body = {"language": "fi", "title": text.title, "body": "Uusi.", "why": "Uutta"}
    draft = program.post(f"{address}/drafts", body).json()
    assert (draft["body"], draft["based_on"], draft["is_behind"]) == ("Uusi.", 1, False)
    assert program.get(address).json()["texts"][0]["body"] == "Vanha."
    late = program.post(f"{address}/drafts", body)
    assert (late.status_code, late.json()["code"]) == (409, "draft_meanwhile")
    again = program.post(f"{address}/drafts", {**body, "body": "Uudempi.", "seen": draft["changed_at"]}).json()
    assert [one["body"] for one in program.get(f"{address}/drafts").json()["items"]] == ["Uudempi."]
    seen = {"language": "fi", "seen": again["changed_at"]}
    published = program.post(f"{address}/draft-publishings", seen).json()
    assert (published["texts"][0]["body"], published["texts"][0]["version"]) == ("Uudempi.", 2)
    kept = program.post(f"{address}/drafts", body).json()
    gone = program.post(f"{address}/draft-removals", {"language": "fi", "seen": kept["changed_at"]}).json()
    assert gone["items"] == []
    assert program.post(f"{address}/draft-removals", {"language": "fi", "seen": kept["changed_at"]}).status_code == 404
    assert calls(owner).get(f"{address}/drafts").status_code == 403


def test_a_withdrawn_text_is_written_anew_beside_it_as_on_the_page(
    calls: Calls, lead: Member, anonymous: Client, writes: Writes
) -> None:
    program, text = calls(lead), withdraw_text(actor=lead, text=writes(body="Vanha."))
    address = f"/articles/{text.article_id}"
    words = {"language": "fi", "title": text.title, "body": "Uusi."}
    kept = program.post(f"{address}/texts", words).json()["texts"][0]
    assert (kept["state"], kept["body"]) == ("withdrawn", "Vanha.")
    assert [one["body"] for one in program.get(f"{address}/drafts").json()["items"]] == ["Uusi."]
    assert anonymous.get(f"/help/fi/toimitus/{text.slug}/").status_code == 410
    late = program.post(f"{address}/texts", {**words, "publish": True})
    assert (late.status_code, late.json()["code"]) == (409, "draft_meanwhile")
    draft = program.get(f"{address}/drafts").json()["items"][0]
    program.post(f"{address}/draft-publishings", {"language": "fi", "seen": draft["changed_at"]})
    assert [one["body"] for one in program.get(f"{address}/versions").json()["items"]] == ["Uusi.", "Vanha."]


def test_a_text_is_not_changed_past_a_draft_that_waits_nor_past_what_was_seen(
    calls: Calls, lead: Member, writes: Writes
) -> None:
    program, text = calls(lead), writes(body="Vanha.")
    address = f"/articles/{text.article_id}"
    seen = program.get(address).json()["texts"][0]["changed_at"]
    words = {"language": "fi", "title": text.title, "body": "Uusi.", "seen": seen}
    assert program.post(f"{address}/texts", words).json()["texts"][0]["version"] == 2
    late = program.post(f"{address}/texts", {**words, "body": "Myöhässä."})
    assert (late.status_code, late.json()["code"]) == (409, "written_meanwhile")
    program.post(f"{address}/drafts", {"language": "fi", "title": text.title, "body": "Luonnos."})
    past = program.post(f"{address}/texts", {"language": "fi", "title": text.title, "body": "Ohi."})
    assert (past.status_code, past.json()["code"]) == (409, "draft_meanwhile")
    assert program.get(address).json()["texts"][0]["body"] == "Uusi."
