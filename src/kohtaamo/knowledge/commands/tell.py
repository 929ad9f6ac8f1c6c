"""What readers tell of an article, and what they ask when it did not answer."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext, override

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.models import Message
from kohtaamo.knowledge.errors import NobodyToAnswer
from kohtaamo.knowledge.models import ArticleText, Feedback, Section
from kohtaamo.knowledge.queries.articles import of_audience, public_texts
from kohtaamo.knowledge.queries.telling import feedback_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

LONGEST = 5000  # characters


def tell(*, text: ArticleText, helped: bool, words: str = "", reach: str = "", name: str = "") -> Feedback:
    """A reader says whether it helped. With ``reach``, a mail address, their words become a case that is answered.

    Raises ``NotFound`` when it is not public, ``NobodyToAnswer`` when no touchpoint takes messages.
    """
    with unit_of_work():
        if not public_texts().filter(pk=text.pk).exists():
            raise NotFound
        said = words.strip()[:LONGEST]
        message = (
            ask(text.article.section, text.language, said, reach, name, about=text.title) if reach and said else None
        )
        kept = "" if message else said
        made = Feedback.objects.create(
            text=text, version=text.version, helped=helped, words=kept, case=message.case if message else None, at=now()
        )
        _count(text, helped)
        record("article.judged", actor=None, article=text.article_id, language=text.language, helped=helped)
        return made


def tell_among_us(*, actor: Member, text: ArticleText, helped: bool, words: str = "") -> Feedback:
    """One of us says whether it helped, or what is wrong in it. Raises ``NotFound``."""
    with unit_of_work():
        if not ArticleText.objects.filter(of_audience(actor, "article__"), pk=text.pk).exists():
            raise NotFound
        made = Feedback.objects.create(
            text=text, version=text.version, helped=helped, words=words.strip()[:LONGEST], member=actor, at=now()
        )
        _count(text, helped)
        record("article.judged", actor=actor, article=text.article_id, language=text.language, helped=helped)
        return made


def _count(text: ArticleText, helped: bool) -> None:
    field = "helped" if helped else "not_helped"
    ArticleText.objects.filter(pk=text.pk).update(**{field: F(field) + 1})


def ask(section: Section | None, language: str, words: str, reach: str, name: str, *, about: str = "") -> Message:
    """A reader asks us: a case at the section's touchpoint, else at the first that takes mail. Raises ``NobodyToAnswer``."""
    touchpoint = _touchpoint(section)
    if touchpoint is None:
        raise NobodyToAnswer
    with override(language):
        subject = about or gettext("A question from the help pages")
    return receive(
        Arrival(
            touchpoint=touchpoint, channel=Channel.FORM, at=now(), identity_kind=IdentityKind.EMAIL, identity=reach,
            sender_name=name.strip()[:200], subject=subject, text=words, language=language,
        )
    )  # fmt: skip


def _touchpoint(section: Section | None) -> Touchpoint | None:
    if section is not None and section.touchpoint is not None and section.touchpoint.is_active:
        return section.touchpoint
    return Touchpoint.objects.filter(channel=Channel.MAIL, is_active=True).order_by("pk").first()


def read_feedback(*, actor: Member, feedback_id: int) -> Feedback:
    """Note that it was read and needs nothing more. Raises ``NotAllowed`` and ``NotFound``."""
    require(actor, Right.WRITE_ARTICLES)
    with unit_of_work():
        found = feedback_for(actor, feedback_id)
        if found.read_at is None:
            found.read_at, found.read_by = now(), actor
            found.save(update_fields=["read_at", "read_by"])
            record("article.feedback_read", actor=actor, article=found.text.article_id, feedback=found.pk)
        return found
