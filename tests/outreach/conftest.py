"""Many who wait for the same: customers of three languages, a cause, and a notice to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.choices import How
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import Said, begin_notice, write_notice
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.send import send
from kohtaamo.outreach.models import Cause, Notice
from kohtaamo.platform.jobs.loop import JobLoop
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from tests.channels.mail.conftest import outgoing, receiver  # noqa: F401 - fixtures
from tests.conftest import Says

WORDS = {
    "fi": "Päätös päivähoitopaikasta viivästyy. Uusi aika on {date}.",
    "sv": "Beslutet om dagvårdsplats dröjer. Den nya tiden är {date}.",
    "en": "The decision on daycare is late. The new time is {date}.",
}
SORRY = {"fi": "Hei {name}, olemme pahoillamme.", "sv": "Hej {name}, vi beklagar.", "en": "Hello {name}, we are sorry."}


@pytest.fixture
def waiters(says: Says, outgoing: Mailbox) -> Callable[..., list[Case]]:  # noqa: F811
    """So many customers who wait, each with a case in Finnish unless said otherwise."""

    def wait(count: int = 3, language: str = "fi", start: int = 0) -> list[Case]:
        return [
            says(
                "Milloin päätös päivähoitopaikasta tulee?", sender=f"asiakas{number}@posti.example",
                sender_name=f"Asiakas{number} Virtanen", subject="Päivähoitopäätös", language=language,
            ).case
            for number in range(start, start + count)
        ]  # fmt: skip

    return wait


@pytest.fixture
def cause(lead: Member) -> Cause:
    return open_cause(actor=lead, title="Päivähoitopäätökset myöhässä")


Writes = Callable[..., Notice]


@pytest.fixture
def writes(lead: Member, cause: Cause) -> Writes:
    """A notice to these cases, written in all three languages and prepared: ``writes(cases, rests=True)``."""

    def write(cases: list[Case], **terms: object) -> Notice:
        join(actor=lead, cause=cause, cases=[case.pk for case in cases], how=How.HAND)
        notice = begin_notice(actor=lead, cause=cause)
        texts = [Said(language=each, apology=SORRY[each], text=WORDS[each], promise="Päätös") for each in WORDS]
        known = {"new_due_at": now() + timedelta(days=7), "pace": 6000, **terms}
        if known["new_due_at"] is None:
            texts = [Said(language=one.language, apology=one.apology, text="Selvitämme.") for one in texts]
        notice = write_notice(actor=lead, notice=notice, texts=texts, **known)  # type: ignore[arg-type]
        prepare(actor=lead, notice=notice)
        return notice

    return write


@pytest.fixture
def sends(lead: Member) -> Callable[[Notice], Notice]:
    """Let the notice go and run the jobs until it and its mails have left."""

    def go(notice: Notice) -> Notice:
        send(actor=lead, notice=notice, people=notice.to.filter(state="waiting").count())
        work()
        notice.refresh_from_db()
        return notice

    return go


def work() -> None:
    JobLoop().drain()
