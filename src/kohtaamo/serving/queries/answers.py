"""Reading saved answers: what this person may use, what they may change, and what came of using them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import ONLY_THANKS, Message
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.serving.models import AnswerUse, SavedAnswer
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

COUNTED = timedelta(days=90)
LOOKED_AT = 200
AGAIN = timedelta(days=14)  # a question that comes later than this is another one


def saved_answers(viewer: Member) -> QuerySet[SavedAnswer]:
    """The answers this person may use: everyone's, their teams' and their own, by folder and name."""
    if not viewer.is_active or not viewer.may(Right.ANSWER):
        return SavedAnswer.objects.none()
    found = SavedAnswer.objects.filter(removed_at=None).filter(Q(owner=None) | Q(owner=viewer))
    if not viewer.may(Right.SEE_ALL):
        found = found.filter(Q(team=None) | Q(team__id__in=viewer.team_ids))
    return found.select_related("team").order_by(Lower("folder"), Lower("name"), "pk")


def answer_for(viewer: Member, answer_id: int) -> SavedAnswer:
    """One saved answer. Raises ``NotFound`` when it is not there for this viewer."""
    found = saved_answers(viewer).filter(pk=answer_id).first()
    if found is None:
        raise NotFound
    return found


def may_change(viewer: Member, answer: SavedAnswer) -> bool:
    """One's own always; a team's with the right and a place in the team; everyone's with the right."""
    if answer.owner_id is not None:
        return answer.owner_id == viewer.pk
    return may_share(viewer, answer.team_id)


def may_share(viewer: Member, team_id: int | None) -> bool:
    """Whether this person may write answers for a team, or for everyone (None)."""
    if not viewer.may(Right.SAVE_ANSWERS):
        return False
    return team_id is None or team_id in viewer.team_ids or viewer.may(Right.SEE_ALL)


def found_answers(viewer: Member, words: str, *, language: str = "", most: int = 8) -> list[SavedAnswer]:
    """Answers for what is typed after ``/``: by their short word first, then by name; those of a language first."""
    rows = _beginning(viewer, words) if (words := words.strip()) else _any_answers(viewer)
    wanted = words.lower()

    def rank(one: SavedAnswer) -> tuple[bool, bool, int]:
        spoken = any(text.language == language for text in one.texts.all())
        return not one.code.lower().startswith(wanted), not spoken, -one.uses

    return sorted(rows, key=rank)[:most]


def _beginning(viewer: Member, words: str) -> list[SavedAnswer]:
    fitting = Q(code__istartswith=words) | Q(name__icontains=words) | Q(folder__istartswith=words)
    return list(saved_answers(viewer).prefetch_related("texts").filter(fitting)[:LOOKED_AT])


@prepared
def _any_answers(viewer: Member) -> QuerySet[SavedAnswer]:
    return saved_answers(viewer).prefetch_related("texts")[:LOOKED_AT]


def use_counts(answers: list[SavedAnswer]) -> dict[int, tuple[int, int]]:
    """For each answer, of the last ninety days: how often it was used, and after how many the customer asked again.

    Used means that we sent something in that case after putting it in.
    """
    since = now() - COUNTED
    sent = Message.objects.filter(case=OuterRef("case"), author=Author.US, is_automatic=False, at__gte=OuterRef("at"))
    again = Message.objects.filter(
        case=OuterRef("case"), author=Author.CUSTOMER, is_automatic=False, at__gt=OuterRef("at"),
        at__lt=OuterRef("at") + AGAIN,
    ).exclude(note__contains=ONLY_THANKS)  # fmt: skip
    used = AnswerUse.objects.filter(answer__in=answers, at__gte=since).annotate(
        was_sent=Exists(sent), asked=Exists(again)
    )
    counted = used.filter(was_sent=True).order_by().values_list("answer")
    rows = counted.annotate(sent=Count("pk"), asked_again=Count("pk", filter=Q(asked=True)))
    return {answer: (count, asked) for answer, count, asked in rows}
