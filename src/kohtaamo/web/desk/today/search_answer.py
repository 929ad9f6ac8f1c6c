"""What one question finds: exact hits, customers, and cases with the words that were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.timezone import localtime

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import by_identity, by_ids
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.findable import WHO, scopes_of
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.search.find import Hit, find
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.excerpt import Meant, Piece
from kohtaamo.web.wording import day
from kohtaamo.work.findable import OF_CASE, OF_CUSTOMER
from kohtaamo.work.models import Tag
from kohtaamo.work.queries import suggested_tags, tags_of
from kohtaamo.work.together import lives_on
from kohtaamo.work.waiting import SHOWN_WITH

_NUMBER = re.compile(r"\s*(?:k\s*-?|#)?\s*(\d{1,15})\s*", re.IGNORECASE)
MOST_CUSTOMERS, MOST_CASES = 10, 25


@dataclass(frozen=True)
class FoundCase:
    """A case and the best place in it: pieces of a message, some of them the words meant."""

    case: Case
    pieces: list[Piece]
    when: str
    is_customers_word: bool
    tags: list[Tag] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """Everything found for a question, by kind. ``exact`` are those whose number, address or phone was asked."""

    text: str
    exact_case: Case | None = None
    exact_customers: list[Customer] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    cases: list[FoundCase] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    @property
    def count(self) -> int:
        return (
            bool(self.exact_case) + len(self.exact_customers) + len(self.customers) + len(self.cases) + len(self.tags)
        )


def answer(viewer: Member, text: str) -> Answer:
    """Search within what the viewer may see."""
    text = " ".join(text.replace("\0", "").split())[:200]
    if not text:
        return Answer("")
    scopes = scopes_of(viewer)
    exact_case = _numbered(viewer, text)
    exact = by_identity(viewer, text)
    known = {customer.pk for customer in exact}
    hits = find(text, scopes=scopes, kinds=["customer", OF_CUSTOMER], shelf=WHO, limit=MOST_CUSTOMERS, begun=True)
    customers = [
        each for each in by_ids(viewer, list(dict.fromkeys(hit.group_id for hit in hits))) if each.pk not in known
    ]
    cases = [
        each for each in _cases(viewer, text, scopes, known) if exact_case is None or each.case.pk != exact_case.pk
    ]
    return Answer(text, exact_case, exact, customers, cases, [tag for tag in suggested_tags(viewer, text) if tag.uses])


def _numbered(viewer: Member, text: str) -> Case | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    living = lives_on(viewer, int(found[1]))
    wanted = living.pk if living is not None else int(found[1])
    return visible_cases(viewer).select_related(*SHOWN_WITH).filter(pk=wanted, merged_into=None).first()


def _cases(viewer: Member, text: str, scopes: list[str] | None, customers: set[int]) -> list[FoundCase]:
    hits = find(text, scopes=scopes, kinds=["case", "message", OF_CASE], limit=4 * MOST_CASES, begun=True)
    best = _best(hits)
    cases = visible_cases(viewer).select_related(*SHOWN_WITH)
    wanted = Q(pk__in=list(best))
    if customers:  # asked by an address or number: the newest cases of whom it belongs to
        wanted |= Q(pk__in=cases.filter(customer__in=customers).order_by("-opened_at").values("pk")[:MOST_CASES])
    found = list(cases.filter(wanted, merged_into=None).order_by("-changed_at", "-id")[:MOST_CASES])
    ids = [hit.object_id for hit in best.values() if hit.kind == "message"]
    messages = {m.case_id: m for m in Message.objects.filter(pk__in=ids, case__in=[case.pk for case in found])}
    meant = Meant(text)
    carried = tags_of(found)
    return [_found(case, messages.get(case.pk), meant, carried[case.pk]) for case in found]


def _best(hits: list[Hit]) -> dict[int, Hit]:
    """For each case its newest message that was found, else the case itself; as many as are shown."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.group_id in best and best[hit.group_id].kind == "case":
            best[hit.group_id] = hit
        elif len(best) < MOST_CASES:
            best.setdefault(hit.group_id, hit)
    return best


def _found(case: Case, message: Message | None, meant: Meant, tags: list[Tag]) -> FoundCase:
    text = message.shown_text if message else case.last_words
    is_customers = message is None or message.author == Author.CUSTOMER
    at = message.at if message else case.changed_at
    return FoundCase(case, meant.excerpt(text), day(localtime(at), localtime()), is_customers, tags)
