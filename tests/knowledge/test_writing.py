"""Writing articles: versions, publishing and taking back, addresses that lead on, and who may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.articles import (
    Frame,
    arrange_article,
    attach_file,
    begin_article,
    remove_article,
    review_article,
)
from kohtaamo.knowledge.commands.sections import Heading, remove_section, save_section
from kohtaamo.knowledge.commands.texts import Words, publish_text, restore_version, withdraw_text, write_text
from kohtaamo.knowledge.commands.write import write
from kohtaamo.knowledge.comparing import differences
from kohtaamo.knowledge.errors import (
    FileNameTaken,
    SectionInUse,
    SectionNameless,
    StillPublished,
    TeamMissing,
    TextEmpty,
    Withdrawn,
    WrittenMeanwhile,
)
from kohtaamo.knowledge.models import ArticleText, NextText, Section, Version
from kohtaamo.knowledge.queries.articles import (
    article_for,
    articles,
    public_section,
    public_text,
    public_texts,
    texts_of,
    to_review,
)
from kohtaamo.platform.errors import Conflict, NotAllowed, NotFound, TooLarge
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db


def change(lead: Member, text: ArticleText, title: str = "", body: str = "", why: str = "") -> ArticleText:
    words = Words(title=title or text.title, body=body or text.body)
    return write_text(actor=lead, article=text.article, language=text.language, words=words, why=why)


def test_every_save_of_a_published_text_is_a_version(lead: Member, writes: Writes) -> None:
    text = change(lead, writes(), body="Uusi teksti.", why="Linkki muuttui")
    change(lead, text, body="Uusi teksti.")  # nothing changed, nothing new
    versions = Version.objects.filter(text=text).order_by("number")
    assert [(one.number, one.why, one.by) for one in versions] == [(1, "", lead), (2, "Linkki muuttui", lead)]
    assert ArticleText.objects.get(pk=text.pk).version == 2


def test_a_draft_is_written_over_without_versions(lead: Member, writes: Writes) -> None:
    text = change(lead, writes(published=False), body="Toinen luonnos")
    assert (text.state, text.versions.count()) == (TextState.DRAFT, 0)
    assert not public_texts().exists()


def test_a_version_is_brought_back_as_a_new_one(lead: Member, writes: Writes) -> None:
    text = change(lead, writes(body="Ensimmäinen."), body="Toinen.")
    first = Version.objects.select_related("text__article").get(text=text, number=1)
    back = restore_version(actor=lead, version=first)
    assert (back.body, back.version) == ("Ensimmäinen.", 3)
    assert Entry.objects.filter(kind="article.restored").count() == 1


def test_two_versions_are_compared_line_by_line() -> None:
    lines = differences("Otsikko\nvanha\nsama", "Otsikko\nuusi\nsama\nlisä")
    assert [(line.how, line.text) for line in lines] == [
        ("same", "Otsikko"), ("gone", "vanha"), ("new", "uusi"), ("same", "sama"), ("new", "lisä"),
    ]  # fmt: skip


def test_one_who_wrote_on_an_older_text_is_told(lead: Member, writes: Writes) -> None:
    text = writes()
    seen = text.changed_at
    change(lead, text, body="Toisen sanat.")
    with pytest.raises(WrittenMeanwhile):
        write_text(actor=lead, article=text.article, language="fi", words=Words(title="x", body="y"), seen=seen)


def test_a_withdrawn_text_is_gone_and_may_come_back(lead: Member, writes: Writes) -> None:
    text = withdraw_text(actor=lead, text=writes(), why="Vanhentunut")
    with pytest.raises(Withdrawn):
        public_text("fi", text.slug)
    assert publish_text(actor=lead, text=text).version == 2
    assert public_text("fi", text.slug).pk == text.pk


def test_a_withdrawn_text_is_never_written_over(lead: Member, writes: Writes) -> None:
    text = withdraw_text(actor=lead, text=writes(body="Vanha."))
    with pytest.raises(Conflict):
        change(lead, text, body="Uusi.")
    with pytest.raises(Conflict):
        restore_version(actor=lead, version=Version.objects.get())
    for publish in (False, None):
        words = Words(title=text.title, body="Uusi.")
        draft = NextText.objects.first()
        seen = draft.changed_at if draft else None
        write(actor=lead, article=text.article, language="fi", words=words, publish=publish, draft_seen=seen)
        assert (ArticleText.objects.get().body, NextText.objects.get().body) == ("Vanha.", "Uusi.")


def test_a_withdrawn_text_published_anew_keeps_what_was_read_before(lead: Member, writes: Writes) -> None:
    text = withdraw_text(actor=lead, text=writes(body="Vanha."))
    write(actor=lead, article=text.article, language="fi", words=Words(title=text.title, body="Uusi."), publish=True)
    assert [one.body for one in Version.objects.order_by("number")] == ["Vanha.", "Uusi."]
    assert public_text("fi", text.slug).body == "Uusi."


def test_one_who_publishes_on_an_older_text_is_told(lead: Member, writes: Writes) -> None:
    text = writes()
    seen, words = text.changed_at, Words(title="x", body="y")
    change(lead, text, body="Toisen sanat.")
    with pytest.raises(WrittenMeanwhile):
        write(actor=lead, article=text.article, language="fi", words=words, publish=True, seen=seen)
    assert ArticleText.objects.get().body == "Toisen sanat."


def test_a_text_without_words_is_not_published(lead: Member, writes: Writes) -> None:
    text = writes(body="", published=False)
    with pytest.raises(TextEmpty):
        publish_text(actor=lead, text=text)


def test_a_former_address_leads_to_where_the_text_is(lead: Member, writes: Writes) -> None:
    text = writes("Missä tilaukseni on?")
    moved = change(lead, text, title="Tilauksen seuranta")
    again = change(lead, moved, title="Missä paketti on?")
    found = {public_text("fi", slug).pk for slug in ("missa-tilaukseni-on", "tilauksen-seuranta", again.slug)}
    assert found == {text.pk}
    assert change(lead, again, title="Missä tilaukseni on?").slug == "missa-tilaukseni-on"
    assert writes("Tilauksen seuranta").slug == "tilauksen-seuranta"
    assert public_text("fi", "tilauksen-seuranta").pk != text.pk


def test_a_sections_former_address_leads_on_too(lead: Member, section: Section) -> None:
    save_section(actor=lead, section=section, heading=Heading(names={"fi": "Kuljetus"}))
    assert public_section("fi", "toimitus").slug == "kuljetus"
    assert {one.slug for one in section.texts.all()} == {"kuljetus"}
    with pytest.raises(SectionNameless):
        save_section(actor=lead, heading=Heading(names={"fi": " "}))


def test_a_section_in_use_stays(lead: Member, section: Section, writes: Writes) -> None:
    text = writes()
    with pytest.raises(SectionInUse):
        remove_section(actor=lead, section=section)
    with pytest.raises(StillPublished):
        remove_article(actor=lead, article=text.article)
    withdraw_text(actor=lead, text=text)
    remove_article(actor=lead, article=text.article)
    remove_section(actor=lead, section=section)


def test_only_those_with_the_right_write(owner: Member, writes: Writes, section: Section) -> None:
    text = writes()
    with pytest.raises(NotAllowed):
        begin_article(actor=owner, frame=Frame(section=section))
    with pytest.raises(NotAllowed):
        write_text(actor=owner, article=text.article, language="fi", words=Words(title="x"))
    with pytest.raises(NotAllowed):
        withdraw_text(actor=owner, text=text)
    with pytest.raises(NotAllowed):
        save_section(actor=owner, heading=Heading(names={"fi": "x"}))


def test_drafts_are_seen_by_writers_only(owner: Member, lead: Member, writes: Writes) -> None:
    draft, shown = writes("Luonnos", published=False), writes("Julkaistu")
    writes("Utkast", language="sv", text=shown, published=False)
    assert list(articles(owner)) == [shown.article]
    assert [one.language for one in texts_of(owner, article_for(owner, shown.article_id))] == ["fi"]
    assert [one.language for one in texts_of(lead, article_for(lead, shown.article_id))] == ["fi", "sv"]
    with pytest.raises(NotFound):
        article_for(owner, draft.article_id)


def test_an_outsider_never_sees_another_teams_article(
    outsider: Member, owner: Member, team: Team, writes: Writes
) -> None:
    text = writes("Vain tiimille", audience="team", team=team)
    assert article_for(owner, text.article_id).pk == text.article_id
    with pytest.raises(NotFound):
        article_for(outsider, text.article_id)
    for slug in (text.slug, writes("Vain meille", audience="staff").slug):
        with pytest.raises(NotFound):
            public_text("fi", slug)


def test_an_article_of_a_team_needs_its_team(lead: Member, section: Section) -> None:
    with pytest.raises(TeamMissing):
        begin_article(actor=lead, frame=Frame(section=section, audience="team"))


def test_what_is_no_longer_for_customers_leaves_the_public_pages(
    lead: Member, writes: Writes, section: Section
) -> None:
    text = writes()
    arrange_article(actor=lead, article=text.article, frame=Frame(section=section, audience="staff"))
    with pytest.raises(NotFound):
        public_text("fi", text.slug)


def test_articles_come_up_for_reading_through(lead: Member, writes: Writes) -> None:
    today = now().date()
    text = writes(review_on=today - timedelta(days=1))
    assert list(to_review(lead, today)) == [text.article]
    review_article(actor=lead, article=text.article, again_on=today + timedelta(days=90))
    assert not to_review(lead, today).exists()


def test_files_have_names_that_can_be_written(lead: Member, writes: Writes) -> None:
    article = writes().article
    file = attach_file(actor=lead, article=article, name="Kuva  1 ä.PNG", type="image/png", content=b"x", limit=10)
    assert file.name == "kuva-1-a.png"
    with pytest.raises(FileNameTaken):
        attach_file(actor=lead, article=article, name="kuva-1-a.png", type="image/png", content=b"y", limit=10)
    with pytest.raises(TooLarge):
        attach_file(actor=lead, article=article, name="b.png", type="image/png", content=b"x" * 11, limit=10)
