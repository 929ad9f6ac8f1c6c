"""A draft beside a published article, on its pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.drafts import save_next
from kohtaamo.knowledge.commands.texts import Words, publish_text, withdraw_text, write_text
from kohtaamo.knowledge.models import ArticleText, NextText
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db


def form(text: ArticleText, body: str, act: str, draft: NextText | None = None) -> dict[str, str]:
    seen = {"draft_seen": draft.changed_at.isoformat()} if draft else {}
    told = {"seen": text.changed_at.isoformat(), "begun_from": str(text.version), "act": act}
    return {"title": text.title, "body": body, **told, **seen}


def test_a_draft_is_kept_compared_and_published(as_lead: Client, anonymous: Client, writes: Writes) -> None:
    text = writes(body="Vanha rivi.")
    address = f"/knowledge/{text.article_id}/texts/fi/"
    kept = as_lead.post(address, form(text, "Uusi rivi.", "draft"))
    assert kept["Location"] == f"{address}draft/"
    draft = NextText.objects.get()
    page = as_lead.get(f"{address}draft/").content.decode()
    assert ('<ins class="text">Uusi rivi.</ins>' in page, '<del class="text">Vanha rivi.</del>' in page) == (True, True)
    assert "Uusi rivi." in as_lead.get(address).content.decode()
    assert "Uusi rivi." not in as_lead.get(f"/knowledge/{text.article_id}/").content.decode()
    for public in ("/help/fi/", "/help/fi/feed/", "/help/fi/search/?q=uusi+rivi"):
        assert "Uusi rivi" not in anonymous.get(public).content.decode()
    assert f"{address}draft/" in as_lead.get(f"{address}versions/").content.decode()
    assert text.title in as_lead.get("/knowledge/?show=draft").content.decode()
    as_lead.post(f"{address}draft/publishing/", {"seen": draft.changed_at.isoformat(), "why": "Uutta"})
    text.refresh_from_db()
    assert (text.body, text.version, NextText.objects.count()) == ("Uusi rivi.", 2, 0)


def test_a_colleagues_draft_is_not_written_over_and_what_was_typed_stays(
    as_lead: Client, lead: Member, writes: Writes
) -> None:
    text = writes()
    address = f"/knowledge/{text.article_id}/texts/fi/"
    draft = save_next(actor=lead, text=text, words=Words(title=text.title, body="Ensin."))
    for act in ("draft", "publish"):
        late = as_lead.post(address, form(text, "Myöhässä.", act))
        assert (late.status_code, "Myöhässä." in late.content.decode()) == (409, True)
    as_lead.post(address, form(text, "Toiseksi.", "draft", draft))
    for way in ("publishing", "removal"):
        refused = as_lead.post(f"{address}draft/{way}/", {"seen": draft.changed_at.isoformat()})
        assert (refused.status_code, "Toiseksi." in refused.content.decode()) == (409, True)
    assert as_lead.post(f"{address}draft/publishing/", {"seen": "eilen"}).status_code == 409
    now = NextText.objects.get()
    as_lead.post(address, form(text, "Julki.", "publish", now))
    assert (ArticleText.objects.get().body, NextText.objects.count()) == ("Julki.", 0)


def test_a_draft_behind_says_so_and_is_put_away(as_lead: Client, lead: Member, writes: Writes) -> None:
    text = writes()
    draft = save_next(actor=lead, text=text, words=Words(title=text.title, body="Ensin."))
    ArticleText.objects.filter(pk=text.pk).update(version=4)
    address = f"/knowledge/{text.article_id}/texts/fi/draft/"
    assert 'name="over"' in as_lead.get(address).content.decode()
    assert as_lead.post(f"{address}publishing/", {"seen": draft.changed_at.isoformat()}).status_code == 409
    as_lead.post(f"{address}removal/", {"seen": draft.changed_at.isoformat()})
    assert as_lead.get(address).status_code == 404


def test_an_outsider_and_one_who_only_reads_reach_no_draft(
    as_owner: Client, as_outsider: Client, as_lead: Client, lead: Member, writes: Writes, team: Team
) -> None:
    text = writes(audience="team", team=team)
    save_next(actor=lead, text=text, words=Words(title="Salainen", body="Luonnos."))
    address = f"/knowledge/{text.article_id}/texts/fi/draft/"
    for client in (as_owner, as_outsider):
        assert client.get(address).status_code == 403
        assert client.post(f"{address}publishing/").status_code == 403
    assert "Salainen" not in as_owner.get(f"/knowledge/{text.article_id}/").content.decode()
    lead.role.rights = [right for right in lead.role.rights if right != "cases.see_all"]
    lead.role.save()
    lead.memberships.all().delete()
    assert as_lead.get(address).status_code == 404


def test_the_list_asks_as_often_with_many_drafts_as_with_one(as_lead: Client, lead: Member, writes: Writes) -> None:
    def asked() -> int:
        found = []
        for _visit in range(2):
            with CaptureQueriesContext(connection) as told:
                as_lead.get("/knowledge/")
            found.append(len(told))
        return min(found)

    def fill(count: int) -> None:
        for n in range(count):
            save_next(actor=lead, text=writes(f"Ohje {count}.{n}"), words=Words(title="Uusi", body="Uusi."))

    fill(1)
    few = asked()
    fill(8)
    assert asked() == few


def test_what_was_withdrawn_is_written_anew_beside_it_and_nobody_reads_it_before_it_is_published(
    as_lead: Client, anonymous: Client, lead: Member, writes: Writes
) -> None:
    text = withdraw_text(actor=lead, text=writes(body="Vanha rivi."))
    address, public = f"/knowledge/{text.article_id}/texts/fi/", f"/help/fi/toimitus/{text.slug}/"
    assert as_lead.post(address, form(text, "Uusi rivi.", "draft"))["Location"] == f"{address}draft/"
    kept, draft = ArticleText.objects.get(), NextText.objects.get()
    assert (kept.body, kept.state, draft.body) == ("Vanha rivi.", TextState.WITHDRAWN, "Uusi rivi.")
    assert anonymous.get(public).status_code == 410
    assert as_lead.post(address, form(text, "Ohi luonnoksen.", "publish")).status_code == 409
    as_lead.post(address, form(text, "Julki.", "publish", draft))
    back = ArticleText.objects.get()
    assert (back.body, back.state, back.version, NextText.objects.count()) == ("Julki.", TextState.PUBLISHED, 2, 0)
    assert "Julki." in anonymous.get(public).content.decode()


def test_what_was_withdrawn_is_published_at_once_with_the_change(as_lead: Client, lead: Member, writes: Writes) -> None:
    text = withdraw_text(actor=lead, text=writes())
    as_lead.post(f"/knowledge/{text.article_id}/texts/fi/", form(text, "Julki.", "publish"))
    back = ArticleText.objects.get()
    assert (back.body, back.state, back.version, NextText.objects.count()) == ("Julki.", TextState.PUBLISHED, 2, 0)


def test_what_somebody_published_meanwhile_is_not_written_over_by_one_who_keeps_a_draft(
    as_lead: Client, lead: Member, writes: Writes
) -> None:
    text = writes(body="Luonnos.", published=False)
    told = form(text, "Toisen sanat.", "save")
    publish_text(actor=lead, text=text)
    as_lead.post(f"/knowledge/{text.article_id}/texts/fi/", told)
    read = ArticleText.objects.get()
    assert (read.body, read.version, NextText.objects.get().body) == ("Luonnos.", 1, "Toisen sanat.")


def test_a_version_of_what_was_withdrawn_comes_back_as_a_draft(as_lead: Client, lead: Member, writes: Writes) -> None:
    text = writes(body="Ensin.")
    write_text(actor=lead, article=text.article, language="fi", words=Words(title=text.title, body="Sitten."))
    withdraw_text(actor=lead, text=text)
    address = f"/knowledge/{text.article_id}/texts/fi/"
    assert as_lead.post(f"{address}versions/1/restoring/")["Location"] == f"{address}draft/"
    kept, draft = ArticleText.objects.get(), NextText.objects.get()
    assert (kept.body, kept.state, draft.body) == ("Sitten.", TextState.WITHDRAWN, "Ensin.")
    assert as_lead.post(f"{address}versions/1/restoring/").status_code == 409
