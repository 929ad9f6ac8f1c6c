"""A customer who asks later about what many wait for is told at once, as the others were: once, and never a machine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet

from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.models import Case, Message
from kohtaamo.outreach.choices import NoticeState, ToldBy, ToState
from kohtaamo.outreach.commands.join import join_newcomer
from kohtaamo.outreach.commands.tell import hold_cases, with_words, write
from kohtaamo.outreach.models import Cause, CauseCase, Notice, NoticeTo
from kohtaamo.outreach.people import rows_for
from kohtaamo.outreach.queries import BEGUN
from kohtaamo.outreach.rules import means
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work

AN_HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 200
"""Told by themselves; more than these may be a storm and are left to the sender. Neither is one told who answers into
another's matter: a machine that answers from ever new addresses looks like that."""


@prepared
def may_belong(case: int) -> QuerySet[Cause, int]:
    """The open causes a case may be about: it is joined, or a rule may join it. One question for every arrival."""
    joined = Cause.objects.filter(closed_at__isnull=True, joined__case_id=case, joined__left_at__isnull=True)
    ruled = Cause.objects.filter(closed_at__isnull=True, rule__isnull=False)
    return joined.values_list("pk", flat=True).union(ruled.values_list("pk", flat=True))


def tell_late(message_id: int) -> int:
    """Join the case of a message to what it is about, and tell the customer what others were told; how many notices.

    Running it again changes nothing: nobody is told twice.
    """
    message = Message.objects.select_related("case").filter(pk=message_id).first()
    if message is None or message.is_automatic or message.author != Author.CUSTOMER or message.outside_case:
        return 0
    causes = Cause.objects.filter(Q(joined__case=message.case_id) | Q(rule__isnull=False), closed_at__isnull=True)
    return sum(_tell(cause, message) for cause in causes.select_related("rule").distinct().order_by("pk"))


def _tell(cause: Cause, message: Message) -> bool:
    with unit_of_work():
        case = _hold(message.case)
        if case.is_settled or not _belongs(cause, case, message):
            return False
        notice = _told_to_others(cause)
        if notice is None or case.related_id is not None or _told_lately(notice) >= MOST_IN_AN_HOUR:
            return False
        return _tell_one(notice, case)


def _told_lately(notice: Notice) -> int:
    """How many were put on the list in the last hour after the notice had set out."""
    since = max(now() - AN_HOUR, notice.begun_at or now())
    return NoticeTo.objects.filter(notice=notice, prepared_at__gt=since).count()


def _hold(case: Case) -> Case:
    """The case, held with all the customer's that may be told of, in the order every other command uses."""
    theirs = Case.objects.select_for_update().filter(
        Q(pk=case.pk) | ~Q(state=CaseState.SETTLED), customer_id=case.customer_id
    )
    return next(one for one in theirs.order_by("pk") if one.pk == case.pk)


def _belongs(cause: Cause, case: Case, message: Message) -> bool:
    joined = CauseCase.objects.filter(cause=cause, case=case).first()
    if joined is not None:
        return joined.left_at is None
    rule = getattr(cause, "rule", None)
    if rule is None or not means(rule, case, f"{case.subject} {message.subject} {message.shown_text}"):
        return False
    return join_newcomer(cause=cause, case=case)


def _told_to_others(cause: Cause) -> Notice | None:
    """The latest notice that has set out and still holds: one whose new time has passed is old news."""
    found = with_words().filter(cause=cause, state__in=BEGUN).order_by("-pk").first()
    return None if found is None or (found.new_due_at is not None and found.new_due_at <= now()) else found


def _tell_one(notice: Notice, case: Case) -> bool:
    """Put the customer on the list; at once when the notice has been sent, else in their turn. The case still waits
    for a person: what this customer asks besides is not known."""
    current = Notice.objects.select_for_update().get(pk=notice.pk)
    made = NoticeTo.objects.bulk_create(rows_for(notice, [case.pk], now()), ignore_conflicts=True)
    row = _new_row(notice, made)
    if row is None:
        return False
    if current.state == NoticeState.SENT and row.way == ToldBy.MAIL:
        write(notice, [row], hold_cases(notice, [case.customer_id]), rests=False)
    return True


def _new_row(notice: Notice, made: Iterable[NoticeTo]) -> NoticeTo | None:
    """The row as it stands, when it is the one just made: one there before keeps its own time."""
    for one in made:
        rows = NoticeTo.objects.select_related("customer").filter(notice=notice, customer_id=one.customer_id)
        return rows.filter(prepared_at=one.prepared_at, state=ToState.WAITING).first()
    return None
