"""What a rule looks at: a case, what the customer said, and when it happened. Read from the database as it is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.platform.words import lemmas, query_terms
from kohtaamo.touchpoints.hours import Calendar, is_open
from kohtaamo.touchpoints.queries import calendar_of
from kohtaamo.work.models import Tagging

LONGEST = 20_000  # characters of a message that are read
WITH = ("customer__organisation", "touchpoint__hours", "team", "owner")


@dataclass
class Facts:
    """One occasion. ``message`` is what the customer said then, else the latest they said."""

    case: Case
    at: datetime
    said: Message | None = None

    @cached_property
    def message(self) -> Message | None:
        if self.said is not None:
            return self.said
        theirs = Message.objects.filter(case=self.case, author=Author.CUSTOMER, at__lte=self.at)
        return theirs.order_by("-at", "-pk").first()

    @cached_property
    def tags(self) -> set[int]:
        return set(Tagging.objects.filter(case=self.case).values_list("tag_id", flat=True))

    @cached_property
    def calendar(self) -> Calendar:
        return calendar_of(self.case.touchpoint)

    @cached_property
    def is_open(self) -> bool:
        return is_open(self.calendar, self.at)

    @cached_property
    def is_first(self) -> bool:
        """Whether the customer had said nothing in this case before."""
        if self.message is None:
            return True
        before = Message.objects.filter(case=self.case, author=Author.CUSTOMER, pk__lt=self.message.pk)
        return not before.exists()

    @cached_property
    def has_file(self) -> bool:
        if self.message is None:
            return False
        return Attachment.objects.filter(message=self.message, is_inline=False).exists()

    @cached_property
    def subject(self) -> str:
        return self.message.subject if self.message and self.message.subject else self.case.subject

    @cached_property
    def text(self) -> str:
        return f"{self.subject}\n{self.message.shown_text if self.message else self.case.last_words}"[:LONGEST]

    @cached_property
    def address(self) -> str:
        return self.message.sender_address.lower() if self.message else ""


def says(text: str, phrases: str) -> bool:
    """Whether any of the phrases (commas between) is in the text: as written at the beginning of a word, or every word
    of it in some inflected form."""
    wanted = [phrase.strip().casefold() for phrase in phrases.split(",") if phrase.strip()]
    folded = text.casefold()
    if any(re.search(rf"(?<!\w){re.escape(phrase)}", folded) for phrase in wanted):
        return True
    there = set(lemmas(text).split()) if wanted else set()
    return any(terms and all(there & set(one) for one in terms) for terms in map(query_terms, wanted))


def fits(address: str, patterns: str) -> bool:
    """Whether a mail address is one of the patterns: whole, ``@firm.example`` with what is under it, or with ``*``."""
    address = address.strip().lower()
    return bool(address) and any(_fits(address, one) for one in re.split(r"[\s,;]+", patterns.lower()) if one)


def _fits(address: str, pattern: str) -> bool:
    if "*" in pattern:
        return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), address) is not None
    domain = address.rpartition("@")[2]
    wanted = pattern.removeprefix("@")
    if "@" in wanted:
        return address == wanted
    return domain == wanted or domain.endswith(f".{wanted}")
