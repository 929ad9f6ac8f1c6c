"""Reading causes and notices. Everyone sees only the cases they may see; counts are of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.outreach.choices import NoticeState, ToldBy, ToState
from kohtaamo.outreach.models import Cause, CauseCase, Notice, NoticeText, NoticeTo
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Membership

BEGUN = (NoticeState.SENDING, NoticeState.PAUSED, NoticeState.SENT)
NOT_REACHED = (ToState.FAILED, ToState.DOUBTFUL)
FOR_A_PERSON = Q(state__in=NOT_REACHED) | Q(state=ToState.WAITING, way__in=[ToldBy.CALL, ToldBy.LETTER])


def is_of_a_notice(message: Message) -> bool:
    """Whether it tells a notice, which is never said twice. Ordinary messages are told from one without a question."""
    is_one_of_many = message.author == Author.US and message.is_automatic
    return is_one_of_many and NoticeTo.objects.filter(message=message).exists()


def visible_causes(viewer: Member) -> QuerySet[Cause]:
    """Causes with a case the viewer may see, and those that they or a colleague of their teams opened."""
    if not viewer.is_active:
        return Cause.objects.none()
    if viewer.may(Right.SEE_ALL):
        return Cause.objects.all()
    seen = CauseCase.objects.filter(_seen(viewer), cause=OuterRef("pk"), left_at__isnull=True)
    mates = Membership.objects.filter(member=OuterRef("opened_by"), team__id__in=viewer.team_ids)
    return Cause.objects.filter(Q(opened_by=viewer) | Exists(mates) | Exists(seen))


def _seen(viewer: Member) -> Exists:
    """Whether the viewer may see a row's case: asked of each row by its key, never of all cases."""
    return Exists(visible_cases(viewer).filter(pk=OuterRef("case_id")))


def cause_for(viewer: Member, cause_id: int) -> Cause:
    """One cause with its rule. Raises ``NotFound``."""
    found = visible_causes(viewer).select_related("opened_by", "rule__touchpoint").filter(pk=cause_id).first()
    if found is None:
        raise NotFound
    return found


def open_causes(viewer: Member) -> QuerySet[Cause]:
    """Causes people wait for now, the newest first."""
    return visible_causes(viewer).filter(closed_at__isnull=True).order_by("-opened_at", "-pk")


def notice_for(viewer: Member, notice_id: int) -> Notice:
    """One notice with its cause and texts, of a cause the viewer may see. Raises ``NotFound``."""
    found = (
        Notice.objects.filter(cause__in=visible_causes(viewer), pk=notice_id)
        .select_related("cause", "made_by", "sent_by")
        .prefetch_related(Prefetch("texts", NoticeText.objects.order_by("pk")))
        .first()
    )
    if found is None:
        raise NotFound
    return found


def notices_of(cause: Cause) -> QuerySet[Notice]:
    """The notices of a cause the viewer already has, the newest first."""
    return Notice.objects.filter(cause=cause).select_related("made_by", "sent_by").order_by("-pk")


def latest_notices(causes: Sequence[Cause]) -> dict[int, Notice]:
    """The latest notice of each of these causes, by cause; a cancelled one is none."""
    found = Notice.objects.filter(cause__in=causes).exclude(state=NoticeState.CANCELLED)
    return {notice.cause_id: notice for notice in found.order_by("pk")}


def readers_of(viewer: Member, cause: Cause) -> list[tuple[str, int]]:
    """The languages of those who wait for a cause, with how many cases speak each, the most spoken first."""
    rows = waiting_cases(viewer, cause).order_by().values_list("language")
    return sorted(rows.annotate(cases=Count("pk")), key=lambda row: (-row[1], row[0]))


def newcomers(viewer: Member, notice: Notice) -> int:
    """How many who wait for the cause are not on the list of a notice that has begun."""
    listed = NoticeTo.objects.filter(notice=notice, customer=OuterRef("customer"))
    waiting = waiting_cases(viewer, notice.cause).filter(~Exists(listed), customer__is_blocked=False)
    return waiting.order_by().values("customer").distinct().count()


def joined_cases(viewer: Member, cause: Cause) -> QuerySet[CauseCase]:
    """The joined cases the viewer may see, the latest joined first."""
    found = CauseCase.objects.filter(cause=cause, left_at__isnull=True)
    if not viewer.may(Right.SEE_ALL):
        found = found.filter(_seen(viewer))
    return found.select_related("case__customer", "case__touchpoint", "by").order_by("-pk")


def waiting_cases(viewer: Member, cause: Cause) -> QuerySet[Case]:
    """The joined cases that are not settled: who waits."""
    joined = CauseCase.objects.filter(case=OuterRef("pk"), cause=cause, left_at__isnull=True)
    return visible_cases(viewer).filter(Exists(joined)).exclude(state=CaseState.SETTLED)


def people_waiting(viewer: Member, causes: Sequence[Cause]) -> dict[int, int]:
    """How many customers wait for each of these causes, of those whose cases the viewer may see."""
    joined = CauseCase.objects.filter(cause__in=causes, left_at__isnull=True).exclude(case__state=CaseState.SETTLED)
    if not viewer.may(Right.SEE_ALL):
        joined = joined.filter(_seen(viewer))
    counts = joined.order_by().values_list("cause").annotate(people=Count("case__customer", distinct=True))
    return dict(counts)


def visible_to(viewer: Member, notices: Sequence[Notice] = ()) -> QuerySet[NoticeTo]:
    """The people of notices (of all, when none is named) in cases the viewer may see."""
    found = NoticeTo.objects.filter(notice__in=notices) if notices else NoticeTo.objects.all()
    if viewer.may(Right.SEE_ALL) and viewer.is_active:
        return found
    return found.filter(_seen(viewer))


def person_for(viewer: Member, notice: Notice, person_id: int) -> NoticeTo:
    """One person of a notice. Raises ``NotFound``."""
    found = visible_to(viewer, [notice]).select_related("customer", "case").filter(pk=person_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Counts:
    """How many people a notice goes to, by way and by how far it is."""

    people: int = 0
    by_mail: int = 0
    by_call: int = 0
    by_letter: int = 0
    waiting: int = 0
    under_way: int = 0
    delivered: int = 0
    failed: int = 0
    doubtful: int = 0
    by_hand: int = 0
    left_out: int = 0
    for_a_person: int = 0

    @property
    def mails_left(self) -> int:
        return max(0, self.waiting - self.by_person_waiting)

    @property
    def by_person_waiting(self) -> int:
        return self.for_a_person - self.failed - self.doubtful

    @property
    def gone(self) -> int:
        """Mails written so far, of ``by_mail``."""
        return self.by_mail - self.mails_left


def counts_of(viewer: Member, notices: Sequence[Notice]) -> dict[int, Counts]:
    """The counts of each notice, in one query; those left out are in no other count."""
    if not notices:
        return {}
    there = ~Q(state=ToState.LEFT_OUT)
    rows = visible_to(viewer, notices).order_by().values("notice").annotate(
        people=Count("pk", filter=there),
        by_mail=Count("pk", filter=there & Q(way=ToldBy.MAIL)),
        by_call=Count("pk", filter=there & Q(way=ToldBy.CALL)),
        by_letter=Count("pk", filter=there & Q(way=ToldBy.LETTER)),
        waiting=Count("pk", filter=Q(state=ToState.WAITING)),
        under_way=Count("pk", filter=Q(state=ToState.SENT)),
        delivered=Count("pk", filter=Q(state=ToState.DELIVERED)),
        failed=Count("pk", filter=Q(state=ToState.FAILED)),
        doubtful=Count("pk", filter=Q(state=ToState.DOUBTFUL)),
        by_hand=Count("pk", filter=Q(state=ToState.BY_HAND)),
        left_out=Count("pk", filter=Q(state=ToState.LEFT_OUT)),
        for_a_person=Count("pk", filter=FOR_A_PERSON),
    )  # fmt: skip
    found = {row["notice"]: _counted(row) for row in rows}
    return {notice.pk: found.get(notice.pk, Counts()) for notice in notices}


def _counted(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name: count for name, count in row.items() if name != "notice"})


def languages_of(viewer: Member, notice: Notice) -> list[tuple[str, int]]:
    """The languages of those who are still to be told, with how many speak each, the most spoken first."""
    rows = visible_to(viewer, [notice]).filter(state=ToState.WAITING).order_by().values_list("language")
    return sorted(rows.annotate(people=Count("pk")), key=lambda row: (-row[1], row[0]))


def work_list(viewer: Member, notices: Sequence[Notice] = ()) -> QuerySet[NoticeTo]:
    """Those a person is to call or write to: begun notices only; the failed ones first, then in their order."""
    found = visible_to(viewer, notices).filter(FOR_A_PERSON, notice__state__in=BEGUN)
    return found.select_related("customer", "case", "notice__cause").order_by(
        F("settled_at").asc(nulls_last=True), "pk"
    )


@dataclass(frozen=True)
class Belonging:
    """A cause a case is joined to, and what its customer was told of it, if anything."""

    cause: Cause
    to: NoticeTo | None
    notice: Notice | None


@prepared
def _joined(case: int) -> QuerySet[CauseCase, int]:
    found = CauseCase.objects.filter(case_id=case, left_at__isnull=True, cause__closed_at__isnull=True)
    return found.values_list("pk", flat=True)[:1]


def belongings_of(case: Case) -> list[Belonging]:
    """The open causes of a case the viewer already has, with the latest word each gave its customer.

    Most cases have none, which one small query tells; else three.
    """
    if not _joined(case.pk):
        return []
    causes = [
        one.cause
        for one in CauseCase.objects.filter(case=case, left_at__isnull=True, cause__closed_at__isnull=True)
        .select_related("cause")
        .prefetch_related(Prefetch("cause__notices", Notice.objects.filter(state__in=BEGUN).order_by("-pk")))
        .order_by("pk")
    ]
    told = NoticeTo.objects.filter(customer_id=case.customer_id, notice__cause__in=causes).order_by("pk")
    latest = {to.notice_id: to for to in told}
    found = []
    for cause in causes:
        notice = next(iter(cause.notices.all()), None)
        found.append(Belonging(cause, latest.get(notice.pk) if notice else None, notice))
    return found
