"""What the sentences need to know: names, promises, moments in the reader's way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.promises.models import Promise
from kohtaamo.web.wording import day_and_clock


@dataclass(frozen=True)
class Known:
    """Names and promises the sentences need."""

    case: Case
    members: dict[int, str]
    teams: dict[int, str]
    promises: dict[int, Promise]

    def who(self, entry: Entry) -> str:
        """The first name of who did it; empty when nobody did."""
        kind, _colon, number = entry.actor.partition(":")
        if kind == "customer":
            return self.case.customer.first_name or str(self.case.customer)
        if kind == "rule":
            return _("Rule ”%(name)s”") % {"name": entry.data.get("rule_name", "")}
        return self.members.get(int(number), "") if number else ""

    def promise(self, entry: Entry) -> Promise | None:
        """The promise an entry is about, when it still is of this case."""
        return self.promises.get(entry.data.get("promise", 0))


Sentence = Callable[[Entry, Known], str]
Said = tuple[str, str, Sentence]  # the sign, how it looks, the sentence


def by(words: Callable[[], str]) -> Sentence:
    """A sentence that needs only the name of who did it."""
    return lambda entry, known: words() % {"who": known.who(entry) or _("The system")}


def moment(at: datetime) -> str:
    """The day and the clock time, in the reader's way."""
    return day_and_clock(localtime(at), localtime())
