"""When an article's day of review comes, the one who looks after it is told, once for each such day."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from kohtaamo.knowledge.choices import TextState
from kohtaamo.knowledge.models import Article, ArticleText
from kohtaamo.knowledge.queries.articles import articles
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import default_zone, now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Membership

AT_A_TIME = 200


def tell_of_reviews() -> int:
    """Once a minute: tell of the articles that are read and whose day of review has come, each day once; returns how many."""
    today = now().astimezone(default_zone()).date()
    is_read = Exists(ArticleText.objects.filter(article=OuterRef("pk"), state=TextState.PUBLISHED))
    told = Q(review_told_for__isnull=False, review_told_for=F("review_on"))
    due = Article.objects.filter(~told, is_read, review_on__lte=today, removed_at=None).order_by("review_on", "pk")
    return sum(_tell(pk) for pk in list(due.values_list("pk", flat=True)[:AT_A_TIME]))


def _tell(article_id: int) -> bool:
    with unit_of_work():
        held = Article.objects.select_for_update(of=("self",)).select_related("owner__role").get(pk=article_id)
        if held.review_on is None or held.review_told_for == held.review_on or held.removed_at is not None:
            return False
        held.review_told_for = held.review_on
        held.save(update_fields=["review_told_for"])
        record(
            "article.review_due", actor=None, article=held.pk, audience=held.audience, team=held.team_id,
            members=who_reviews(held), on=held.review_on.isoformat(),
        )  # fmt: skip
        return True


def who_reviews(article: Article) -> list[int]:
    """Whom it concerns: its owner; without one who is here and may see it, those who lead and write (for an article of
    one team its own leads), else those who manage people."""
    if article.owner is not None and _reads(article.owner, article):
        return [article.owner.pk]
    within = Q(team=article.team_id) if article.team_id else Q()
    leads = set(Membership.objects.filter(within, is_lead=True).values_list("member_id", flat=True))
    here = list(Member.objects.filter(is_active=True).select_related("role"))
    found = [each for each in here if each.pk in leads and each.may(Right.WRITE_ARTICLES) and _reads(each, article)]
    return [each.pk for each in found or here if found or (each.may(Right.MANAGE_STAFF) and _reads(each, article))]


def _reads(member: Member, article: Article) -> bool:
    return member.is_active and articles(member).filter(pk=article.pk).exists()
