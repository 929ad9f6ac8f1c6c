"""Who is told, where and how: the rows of a notice made from joined cases, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Max

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Case, Message
from kohtaamo.outreach.choices import NoticeState, ToldBy, ToState
from kohtaamo.outreach.models import Cause, Notice, NoticeTo
from kohtaamo.outreach.queries import waiting_cases
from kohtaamo.outreach.rules import way_to
from kohtaamo.outreach.texts import is_written
from kohtaamo.staff.models import Member


def newest_cases(viewer: Member, cause: Cause) -> list[int]:
    """One waiting case of each customer, their newest, of those the viewer may see; in the order of customers."""
    found = waiting_cases(viewer, cause).order_by("customer_id").values_list("customer_id")
    return [case for _customer, case in found.annotate(newest=Max("pk"))]


def rows_for(notice: Notice, cases: Sequence[int], at: datetime) -> list[NoticeTo]:
    """A row, not yet written, for the customer of each of these cases.

    Once the notice has begun its words no longer change: whose language it lacks is told by a person.
    """
    readable = None if notice.state == NoticeState.DRAFT else {t.language for t in notice.texts.all() if is_written(t)}
    found = Case.objects.filter(pk__in=cases).order_by("pk").values_list(
        "pk", "customer_id", "language", "customer__way", "customer__is_blocked"
    )  # fmt: skip
    people = list(found)
    working = _working(customer for _case, customer, *_rest in people)
    return [
        NoticeTo(
            notice=notice, customer_id=customer, case_id=case, language=language, prepared_at=at,
            way=way_to(way, working[customer]) if readable is None or language in readable else ToldBy.CALL, state=ToState.LEFT_OUT if is_blocked else ToState.WAITING,
        )
        for case, customer, language, way, is_blocked in people
    ]  # fmt: skip


def _working(customers: Iterable[int]) -> Mapping[int, set[str]]:
    """The kinds of identities by which each customer can be reached."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Identity.objects.filter(customer_id__in=list(customers), failed_at__isnull=True).order_by()
    for customer, kind in rows.values_list("customer_id", "kind"):
        found[customer].add(kind)
    return found


def addresses_of(cases: Sequence[Case]) -> dict[int, str]:
    """Where to write to each case's customer, by case: one of their own addresses that works, the one they wrote from
    in this case before others. A case without any is not in the answer."""
    own: dict[int, dict[str, str]] = defaultdict(dict)
    mails = Identity.objects.filter(
        customer_id__in={case.customer_id for case in cases}, kind=IdentityKind.EMAIL, failed_at__isnull=True
    )
    for customer, value, shown in mails.order_by("pk").values_list("customer_id", "value", "shown"):
        own[customer][value] = shown
    written = _written_from(cases)
    found = {}
    for case in cases:
        theirs = own[case.customer_id]
        if theirs:
            found[case.pk] = theirs.get(written.get(case.pk, "")) or next(iter(theirs.values()))
    return found


def _written_from(cases: Sequence[Case]) -> dict[int, str]:
    """The address the customer last wrote from in each case, in its normal form."""
    said = Message.objects.filter(case__in=cases, author=Author.CUSTOMER, is_automatic=False, outside_case=False)
    rows = said.order_by("at", "pk").values_list("case_id", "sender_address")
    return {case: address.strip().lower() for case, address in rows}
