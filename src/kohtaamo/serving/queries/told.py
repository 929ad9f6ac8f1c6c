"""Reading what a person is told."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from kohtaamo.knowledge.models import ArticleText
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.serving.choices import Told
from kohtaamo.serving.models import Notification
from kohtaamo.staff.models import Member


def notifications(viewer: Member) -> QuerySet[Notification]:
    """One's own, the newest first."""
    found = Notification.objects.filter(member=viewer, on_page=True)
    return with_what(found).order_by("-at", "-pk")


def with_what(found: QuerySet[Notification]) -> QuerySet[Notification]:
    """Notifications with all that their sentences need."""
    texts = ArticleText.objects.only("article_id", "language", "title")
    return found.select_related("case__customer", "by", "article").prefetch_related(Prefetch("article__texts", texts))


def notification_for(viewer: Member, notification_id: int) -> Notification:
    """One of one's own. Raises ``NotFound``."""
    found = notifications(viewer).filter(pk=notification_id).first()
    if found is None:
        raise NotFound
    return found


def unseen(viewer: Member, *, most: int = 100) -> int:
    """How many one has not seen, counted up to ``most``."""
    return notifications(viewer).filter(seen_at__isnull=True).order_by().values("pk")[:most].count()


def personal(viewer: Member, *, most: int = 5) -> list[Notification]:
    """What a colleague wants of this person and they have not seen: named, given a case, let see one."""
    return _personal(viewer, most=most)


@prepared
def _personal(viewer: Member, *, most: int) -> QuerySet[Notification]:
    wanted = notifications(viewer).filter(seen_at__isnull=True, kind__in=[Told.MENTION, Told.GIVEN, Told.SHOWN])
    return wanted[:most]
