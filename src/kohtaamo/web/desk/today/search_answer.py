"""What one question finds: exact hits, customers, and cases with the words that were meant."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.timezone import localtime

from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import by_identity, by_ids
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.findable import WHO, scopes_of
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.search.find import find
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.today.excerpt import Meant, Piece
from kohtaamo.web.wording import day
from kohtaamo.work.findable import OF_CUSTOMER
from kohtaamo.work.models import Tag
from kohtaamo.work.queries import suggested_tags, tags_of
from kohtaamo.work.searching import find_cases, numbered

MOST_CUSTOMERS = 10


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
    exact_case = numbered(viewer, text)
    exact = by_identity(viewer, text)
    known = {customer.pk for customer in exact}
    hits = find(text, scopes=scopes, kinds=["customer", OF_CUSTOMER], shelf=WHO, limit=MOST_CUSTOMERS, begun=True)
    customers = [
        each for each in by_ids(viewer, list(dict.fromkeys(hit.group_id for hit in hits))) if each.pk not in known
    ]
    cases = [each for each in _cases(viewer, text, known) if exact_case is None or each.case.pk != exact_case.pk]
    return Answer(text, exact_case, exact, customers, cases, [tag for tag in suggested_tags(viewer, text) if tag.uses])


def _cases(viewer: Member, text: str, customers: set[int]) -> list[FoundCase]:
    found = find_cases(viewer, text, customers)
    meant = Meant(text)
    carried = tags_of([case for case, _message in found])
    return [_found(case, message, meant, carried[case.pk]) for case, message in found]


def _found(case: Case, message: Message | None, meant: Meant, tags: list[Tag]) -> FoundCase:
    text = message.shown_text if message else case.last_words
    is_customers = message is None or message.author == Author.CUSTOMER
    at = message.at if message else case.changed_at
    return FoundCase(case, meant.excerpt(text), day(localtime(at), localtime()), is_customers, tags)
