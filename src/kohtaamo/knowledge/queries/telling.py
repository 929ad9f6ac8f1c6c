"""Reading what tells how articles serve."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import in_sight
from kohtaamo.knowledge.models import ArticleUse, Feedback, Sought
from kohtaamo.knowledge.queries.articles import of_audience
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member

COUNTED = timedelta(days=90)


def feedback(viewer: Member) -> QuerySet[Feedback]:
    """What was said of articles this person may read, those unread first, the newest first."""
    found = Feedback.objects.filter(of_audience(viewer, "text__article__")).select_related("text__article", "member")
    read = found.annotate(is_read=ExpressionWrapper(Q(read_at__isnull=False), BooleanField()))
    return read.order_by("is_read", "-at", "-pk")


def worth_reading(viewer: Member) -> QuerySet[Feedback]:
    """Feedback with words, or that it did not help."""
    return feedback(viewer).exclude(helped=True, words="")


def feedback_for(viewer: Member, feedback_id: int) -> Feedback:
    """One of them. Raises ``NotFound``."""
    found = feedback(viewer).filter(pk=feedback_id).first()
    if found is None:
        raise NotFound
    return found


def cases_in_sight(viewer: Member, rows: list[Feedback]) -> set[int]:
    """Which of the cases that feedback became this person may see."""
    ids = [row.case_id for row in rows if row.case_id]
    return set(Case.objects.filter(in_sight(viewer, ""), pk__in=ids).values_list("pk", flat=True)) if ids else set()


def sought(viewer: Member, *, language: str = "") -> QuerySet[Sought]:
    """What was looked for and not found, not yet settled, the most often missed first. For those who write."""
    if not viewer.may(Right.WRITE_ARTICLES):
        return Sought.objects.none()
    found = Sought.objects.filter(missed__gt=0, settled_at=None)
    return (found.filter(language=language) if language else found).order_by("-missed", "-last_at", "pk")


def sought_for(viewer: Member, sought_id: int) -> Sought:
    """One of them, settled or not. Raises ``NotFound``."""
    found = Sought.objects.filter(pk=sought_id).first() if viewer.may(Right.WRITE_ARTICLES) else None
    if found is None:
        raise NotFound
    return found


def use_counts(ids: list[int]) -> dict[int, int]:
    """For each article, how often it was put into an answer in the last ninety days."""
    used = ArticleUse.objects.filter(article_id__in=ids, at__gte=now() - COUNTED).order_by()
    return dict(used.values_list("article").annotate(count=Count("pk")))
