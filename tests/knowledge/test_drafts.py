"""A draft beside a published text: nobody reads it before it is published, and no editor writes over another unaware."""

from __future__ import annotations

import pytest

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.commands.drafts import discard_next, publish_next, save_next
from kohtaamo.knowledge.commands.texts import Words, withdraw_text, write_text
from kohtaamo.knowledge.errors import DraftBehind, DraftMeanwhile, TextEmpty
from kohtaamo.knowledge.models import ArticleText, NextText, Version
from kohtaamo.knowledge.queries.articles import public_text
from kohtaamo.knowledge.queries.drafts import next_of, with_next
from kohtaamo.knowledge.queries.finding import found_by
from kohtaamo.platform.errors import Conflict, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db
NEXT = Words(title="Missä tilaukseni on?", body="Lahjakortilla maksettu tilaus seurataan toisin.")


def test_the_published_text_is_read_until_the_draft_is_published(lead: Member, writes: Writes) -> None:
    text = writes(body="Seuraa linkistä.")
    draft = save_next(actor=lead, text=text, words=NEXT, why="Lahjakortit")
    read = public_text("fi", text.slug)
    assert (read.body, read.version, draft.based_on) == ("Seuraa linkistä.", 1, 1)
    assert found_by(lead, "lahjakortti", language="fi") == []
    published = publish_next(actor=lead, text=text, seen=draft.changed_at)
    assert (public_text("fi", text.slug).body, published.version) == (NEXT.body, 2)
    assert [one.pk for one in found_by(lead, "lahjakortti", language="fi")] == [text.pk]
    assert (Version.objects.get(text=text, number=2).why, NextText.objects.count()) == ("Lahjakortit", 0)


def test_a_new_title_keeps_the_old_address_until_it_is_published(lead: Member, writes: Writes) -> None:
    text = writes("Missä tilaukseni on?")
    draft = save_next(actor=lead, text=text, words=Words(title="Tilauksen seuranta", body="Näin."))
    assert public_text("fi", "missa-tilaukseni-on").title == "Missä tilaukseni on?"
    publish_next(actor=lead, text=text, seen=draft.changed_at)
    found = [public_text("fi", slug).title for slug in ("missa-tilaukseni-on", "tilauksen-seuranta")]
    assert found == ["Tilauksen seuranta"] * 2


def test_a_draft_put_away_leaves_what_is_read(lead: Member, writes: Writes) -> None:
    text = writes(body="Seuraa linkistä.")
    draft = save_next(actor=lead, text=text, words=NEXT)
    discard_next(actor=lead, text=text, seen=draft.changed_at)
    assert (public_text("fi", text.slug).body, next_of(lead, text)) == ("Seuraa linkistä.", None)
    told = Entry.objects.filter(kind__startswith="article.draft_").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["article.draft_saved", "article.draft_discarded"]
    with pytest.raises(NotFound):
        publish_next(actor=lead, text=text, seen=draft.changed_at)


def test_two_who_write_the_draft_at_once_do_not_write_over_one_another(
    lead: Member, administrator: Member, writes: Writes
) -> None:
    text = writes()
    first = save_next(actor=lead, text=text, words=NEXT)
    with pytest.raises(DraftMeanwhile):  # saw no draft, but there is one
        save_next(actor=lead, text=text, words=NEXT)
    again = save_next(actor=lead, text=text, words=Words(title="Uusi", body="Toinen."), seen=first.changed_at)
    for act in (publish_next, discard_next):
        with pytest.raises(DraftMeanwhile):
            act(actor=lead, text=text, seen=first.changed_at)
    assert publish_next(actor=lead, text=text, seen=again.changed_at).body == "Toinen."


def test_a_draft_begun_before_the_text_was_changed_is_published_only_knowingly(lead: Member, writes: Writes) -> None:
    text = writes()
    draft = save_next(actor=lead, text=text, words=NEXT)
    write_text(actor=lead, article=text.article, language="fi", words=Words(title=text.title, body="Kiireinen."))
    with pytest.raises(DraftBehind):
        publish_next(actor=lead, text=text, seen=draft.changed_at)
    assert public_text("fi", text.slug).body == "Kiireinen."
    assert publish_next(actor=lead, text=text, seen=draft.changed_at, over=True).version == 3


def test_one_who_began_from_an_older_version_has_a_draft_behind(lead: Member, writes: Writes) -> None:
    text = writes()
    write_text(actor=lead, article=text.article, language="fi", words=Words(title=text.title, body="Toinen."))
    assert save_next(actor=lead, text=text, words=NEXT, begun_from=1).based_on == 1


def test_each_language_has_a_draft_of_its_own(lead: Member, writes: Writes) -> None:
    text = writes()
    other = writes("Var är min beställning?", language="sv", text=text)
    save_next(actor=lead, text=other, words=Words(title="Var?", body="Här."))
    assert with_next(lead, [text.article_id]) == {(text.article_id, "sv")}
    assert next_of(lead, text) is None


def test_a_text_that_is_itself_a_draft_has_none_beside_it_and_a_withdrawn_one_comes_back_by_it(
    lead: Member, writes: Writes
) -> None:
    with pytest.raises(Conflict):
        save_next(actor=lead, text=writes("Luonnos", published=False), words=NEXT)
    text = withdraw_text(actor=lead, text=writes())
    draft = save_next(actor=lead, text=text, words=NEXT)
    assert publish_next(actor=lead, text=text, seen=draft.changed_at).state == TextState.PUBLISHED


def test_an_empty_draft_is_kept_but_not_published(lead: Member, writes: Writes) -> None:
    text = writes()
    draft = save_next(actor=lead, text=text, words=Words(title="Vain otsikko"))
    with pytest.raises(TextEmpty):
        publish_next(actor=lead, text=text, seen=draft.changed_at)
    assert (ArticleText.objects.get(pk=text.pk).title, NextText.objects.count()) == (text.title, 1)


def test_who_does_not_write_neither_sees_nor_saves_it(
    lead: Member, owner: Member, writes: Writes, other_team: Team
) -> None:
    text = writes()
    save_next(actor=lead, text=text, words=NEXT)
    assert (next_of(owner, text), with_next(owner, [text.article_id])) == (None, set())
    with pytest.raises(NotAllowed):
        save_next(actor=owner, text=text, words=NEXT)
