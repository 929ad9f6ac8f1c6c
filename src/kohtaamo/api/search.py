"""Searching: cases and customers by any word in any inflected form, within what one may see."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kohtaamo.api.cases import CaseShape, case_shape
from kohtaamo.api.customers import CustomerShape, customer_shape
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest, need
from kohtaamo.api.frame.shapes import Id, Shape, Text
from kohtaamo.encounters.models import Case, Message
from kohtaamo.staff.choices import READ, Family
from kohtaamo.work.searching import find_cases, find_customers, numbered

noun = Noun("search", family=Family.CASES, about="Finding cases and customers by words.")
MOST_CUSTOMERS = 10


class FoundCase(Shape):
    """A case, and the message the words are in when they are in one."""

    case: CaseShape
    message_id: Id | None
    text: str = Field(description="The words of that message, or the customer's latest; cut.")


class Found(Shape):
    """Everything found for a question."""

    customers: list[CustomerShape]
    cases: list[FoundCase]


Question = Annotated[Text, Field(min_length=1, max_length=200)]


@noun.read("/search", Found)
def search(request: ApiRequest, q: Question) -> Found:
    """Search cases and customers.

    At most 25 cases, the latest changed first, and 10 customers. A case's number (`K-12`) finds it first. Needs
    `customers:read` too.
    """
    need(request, f"{Family.CUSTOMERS}:{READ}")
    text = " ".join(q.split())
    customers = find_customers(request.member, text, most=MOST_CUSTOMERS) if text else []
    first = numbered(request.member, text)
    cases: list[tuple[Case, Message | None]] = [] if first is None else [(first, None)]
    known = {customer.pk for customer in customers[:1]}
    cases += [(case, message) for case, message in find_cases(request.member, text, known) if case != first]
    return Found(
        customers=[customer_shape(each) for each in customers[:MOST_CUSTOMERS]],
        cases=[
            FoundCase(
                case=case_shape(case), message_id=message.pk if message else None,
                text=(message.shown_text if message else case.last_words)[:500],
            )
            for case, message in cases
        ],
    )  # fmt: skip
