"""What is known in the demonstration: articles with their versions, what readers said, what was sought in vain."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.demo.words.articles import MISSED, PIECES, SAID, SECTIONS, Piece
from kohtaamo.encounters.models import Case
from kohtaamo.knowledge.commands.articles import Frame, arrange_article, begin_article
from kohtaamo.knowledge.commands.drafts import save_next
from kohtaamo.knowledge.commands.sections import Heading, save_section
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.commands.tell import tell, tell_among_us
from kohtaamo.knowledge.commands.texts import Words, publish_text, write_text
from kohtaamo.knowledge.commands.use import use_article
from kohtaamo.knowledge.models import Article, ArticleText, Section
from kohtaamo.platform.time import now

PUT_IN = (0, 3, 0, 1, 0, 4, 3, 0, 7, 8, 0, 3, 4, 0)  # articles put into answers, by their place among the pieces
CARED_BY = ("leila", "katri", "riikka", "jari")
WHY = "Pakkausajat kerrottu, koska niistä kysyttiin"


def write_articles(home: Organisation) -> None:
    """Sections and articles in three languages; some are to be read through, one is a draft, one has older versions."""
    lead = home.members["leila"]
    sections = {
        key: save_section(
            actor=lead,
            heading=Heading(
                names={code: name for code, (name, _about) in told.items()},
                about={code: about for code, (_name, about) in told.items()},
                touchpoint=home.touchpoints["palvelu"],
            ),
        )
        for key, told in SECTIONS.items()
    }
    made = [_write(home, place, piece, sections[piece.section]) for place, piece in enumerate(PIECES)]
    for article, piece in zip(made, PIECES, strict=True):
        if piece.near:
            kept = _frame(home, PIECES.index(piece), piece, article.section, [made[near].pk for near in piece.near])
            arrange_article(actor=lead, article=article, frame=kept)
    _change(home, made[0])
    _draft(home, made)
    _tell(home, made)


def _frame(home: Organisation, place: int, piece: Piece, section: Section, related: list[int]) -> Frame:
    days = 120 if place % 4 else -6
    return Frame(
        section=section, audience=piece.audience, owner=home.members[CARED_BY[place % len(CARED_BY)]],
        review_on=localdate() + timedelta(days=days + place), position=place, related=related,
    )  # fmt: skip


def _write(home: Organisation, place: int, piece: Piece, section: Section) -> Article:
    lead = home.members["leila"]
    article = begin_article(actor=lead, frame=_frame(home, place, piece, section, []))
    for language, (title, summary, body, keywords) in piece.texts.items():
        words = Words(title=title, summary=summary, body=body, keywords=keywords)
        text = write_text(actor=lead, article=article, language=language, words=words)
        if (place, language) != (len(PIECES) - 1, "fi"):
            publish_text(actor=lead, text=text)
    return article


def _change(home: Organisation, article: Article) -> None:
    """The most read article as it was first, then as it is."""
    title, summary, body, keywords = PIECES[0].texts["fi"]
    first = Words(title=title, summary=summary, body=body.split("\n\n## ")[0], keywords=keywords)
    write_text(actor=home.members["leila"], article=article, language="fi", words=first, why="Lyhennetty")
    whole = Words(title=title, summary=summary, body=body, keywords=keywords)
    write_text(actor=home.members["katri"], article=article, language="fi", words=whole, why=WHY)


def _draft(home: Organisation, made: list[Article]) -> None:
    """Of one article a new version is being written while the old one is read."""
    text = ArticleText.objects.select_related("article").get(article=made[1], language="fi")
    body = f"{text.body}\n\n## Jos kiire yllättää\n\nSoita meille, niin etsimme sinulle nopeimman tavan."
    words = Words(title=text.title, summary=text.summary, body=body, keywords=text.keywords)
    save_next(actor=home.members["katri"], text=text, words=words, why="Kysytty usein puhelimessa")


def _tell(home: Organisation, made: list[Article]) -> None:
    texts = {(text.article_id, text.language): text for text in ArticleText.objects.select_related("article__section")}
    for place, language, helped, words in SAID:
        tell(text=texts[made[place].pk, language], helped=helped, words=words)
    tell_among_us(
        actor=home.members["noora"], text=texts[made[12].pk, "fi"], helped=False,
        words="Toimituksen linjan numero vaihtui.",
    )  # fmt: skip
    for words, language, place_of, times in MISSED:
        for _ in range(times):
            note_sought(words=words, language=language, place=place_of, found=0)
    served = Case.objects.filter(team=home.teams["Palvelu"]).order_by("-pk")[: len(PUT_IN)]
    for place, case in zip(PUT_IN, served, strict=False):
        use_article(actor=home.members["noora"], case=case, article=made[place])
    ArticleText.objects.filter(article__in=made).update(published_at=now() - timedelta(days=40))
