"""The day of an article comes: whoever looks after it is told once, the list shows it, and reading it sets the next day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from kohtaamo.knowledge.commands.articles import review_article
from kohtaamo.knowledge.commands.reviewing import tell_of_reviews
from kohtaamo.knowledge.models import Article, ArticleText
from kohtaamo.knowledge.queries.articles import next_review
from kohtaamo.platform.journal.models import Entry
from kohtaamo.serving.commands.tell import read
from kohtaamo.serving.jobs import send_digest
from kohtaamo.serving.models import Notification
from kohtaamo.serving.wording import sentence
from kohtaamo.staff.models import Member, Team
from tests.knowledge.conftest import Writes

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told() -> list[tuple[str, int]]:
    read(list(Entry.objects.filter(kind="article.review_due").order_by("pk")))
    return [(one.member.name, one.article_id or 0) for one in Notification.objects.filter(kind="review").order_by("pk")]


def test_the_owner_is_told_once_for_each_day(writes: Writes, owner: Member, lead: Member) -> None:
    text = writes(owner=owner, review_on=localdate())
    assert (tell_of_reviews(), tell_of_reviews(), told()) == (1, 0, [(owner.name, text.article_id)])
    assert sentence(Notification.objects.get()) == "On aika lukea tämä artikkeli läpi: Missä tilaukseni on?"
    review_article(actor=lead, article=text.article, again_on=localdate() - DAY)
    assert (tell_of_reviews(), len(told())) == (1, 2)


def test_before_its_day_or_unpublished_or_put_away_nobody_is_told(writes: Writes, owner: Member) -> None:
    writes("Huomenna", owner=owner, review_on=localdate() + DAY)
    writes("Luonnos", owner=owner, review_on=localdate(), published=False)
    away = writes("Poissa", owner=owner, review_on=localdate())
    Article.objects.filter(pk=away.article_id).update(removed_at=away.changed_at)
    assert tell_of_reviews() == 0


def test_without_an_owner_who_is_here_those_who_lead_and_write_are_told(
    writes: Writes, owner: Member, lead: Member
) -> None:
    Member.objects.filter(pk=owner.pk).update(is_active=False)
    left, nobodys = writes("Lähti", owner=owner, review_on=localdate()), writes("Ei kenenkään", review_on=localdate())
    lead.memberships.update(is_lead=True)
    assert tell_of_reviews() == 2
    assert sorted(told()) == sorted([(lead.name, left.article_id), (lead.name, nobodys.article_id)])


def test_without_a_lead_those_who_manage_people_are_told(writes: Writes, lead: Member, administrator: Member) -> None:
    lead.memberships.update(is_lead=False)
    writes(review_on=localdate())
    tell_of_reviews()
    assert administrator.name in {name for name, _article in told()}


def test_an_owner_who_may_not_see_it_any_more_is_not_told(
    writes: Writes, outsider: Member, team: Team, lead: Member
) -> None:
    text = writes(audience="team", team=team, owner=outsider, review_on=localdate())
    lead.memberships.update(is_lead=True)
    tell_of_reviews()
    assert told() == [(lead.name, text.article_id)]


def test_the_mail_names_the_article_and_the_bell_leads_to_it(
    writes: Writes,
    lead: Member,
    as_lead: Client,
) -> None:
    text = writes(owner=lead, review_on=localdate())
    tell_of_reviews()
    told()
    row = Notification.objects.get()
    send_digest.func(lead.pk, [row.pk])
    assert "Missä tilaukseni on?" in mail.outbox[0].body
    assert as_lead.get(f"/notifications/{row.pk}/")["Location"] == f"/knowledge/{text.article_id}/"


def test_the_list_shows_what_is_due_and_reading_it_sets_the_next_day(
    as_lead: Client, writes: Writes, lead: Member, owner: Member
) -> None:
    mine, theirs = writes("Oma", owner=lead, review_on=localdate() - DAY), writes("Muun", review_on=localdate())
    page = as_lead.get("/knowledge/reviews/").content.decode()
    assert ("Kaksi artikkelia on luettava läpi." in page, "Siitä ei huolehdi kukaan." in page) == (True, True)
    assert "Muun" not in as_lead.get("/knowledge/reviews/?show=mine").content.decode()
    count = as_lead.get("/knowledge/reviews/count/", headers={"HX-Request": "true"}).content.decode()
    assert "2 artikkelia luettavana läpi" in count
    assert as_lead.get("/knowledge/reviews/count/")["Location"] == "/knowledge/reviews/"
    again = localdate() + 180 * DAY
    done = as_lead.post(f"/knowledge/{mine.article_id}/review/", {"again_on": again.isoformat(), "back": "reviews"})
    assert done["Location"] == "/knowledge/reviews/"
    assert Article.objects.get(pk=mine.article_id).review_on == again
    assert f"again-{mine.article_id}" not in as_lead.get("/knowledge/reviews/").content.decode()
    assert theirs.title in as_lead.get("/knowledge/reviews/").content.decode()


def test_who_does_not_write_has_no_such_list_and_an_outsider_sees_no_other_teams(
    as_owner: Client, as_lead: Client, lead: Member, writes: Writes, other_team: Team
) -> None:
    writes("Toisen tiimin", audience="team", team=other_team, review_on=localdate())
    assert as_owner.get("/knowledge/reviews/").status_code == 403
    assert as_owner.get("/knowledge/reviews/count/").status_code == 403
    lead.role.rights = [right for right in lead.role.rights if right != "cases.see_all"]
    lead.role.save()
    assert "Toisen tiimin" not in as_lead.get("/knowledge/reviews/").content.decode()


def test_the_next_day_is_as_far_as_the_last_was(writes: Writes) -> None:
    article = writes().article
    today = article.made_at.date()
    for days, again in ((90, 90), (3, 30), (2000, 730)):
        article.review_on = today + days * DAY
        assert next_review(article, date(2026, 12, 1)) == date(2026, 12, 1) + again * DAY
    article.review_on = None
    assert next_review(article, date(2026, 12, 1)) == date(2026, 12, 1) + 180 * DAY


def test_the_list_and_the_bell_ask_as_often_for_many_as_for_one(as_lead: Client, writes: Writes, lead: Member) -> None:
    def fill(count: int) -> None:
        for n in range(count):
            writes(f"Ohje {count}.{n}", owner=lead, review_on=localdate())
        tell_of_reviews()
        told()

    def asked() -> list[int]:
        found = []
        for address in ("/knowledge/reviews/", "/notifications/"):
            counts = []
            for _visit in range(2):
                with CaptureQueriesContext(connection) as seen:
                    as_lead.get(address)
                counts.append(len(seen))
            found.append(min(counts))
        return found

    fill(1)
    few = asked()
    fill(6)
    assert (asked(), ArticleText.objects.count()) == (few, 7)
