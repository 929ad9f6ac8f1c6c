"""Mails of the past, from a file of them: the very way ``kohtaamo mail ingest --history`` takes them in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from django.utils.translation import gettext_noop as _

from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.files import mails_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.reporting import told_outcome
from kohtaamo.passage.importing.taking import Report
from kohtaamo.passage.importing.told import Unusable

NOT_IN = (Outcome.REJECTED, Outcome.FAILED, Outcome.DUPLICATE)
HEAD = 4096  # bytes in which a mail's first headers stand


@dataclass(frozen=True)
class Mail:
    """One raw mail and its place in the file."""

    row: int
    raw: bytes

    @property
    def headers(self) -> tuple[str, str, str]:
        """From, subject and date as they stand, for people to see."""
        head = message_from_bytes(self.raw[:HEAD].partition(b"\n\n")[0], policy=policy.compat32)
        return str(head["from"] or "")[:200], str(head["subject"] or "")[:200], str(head["date"] or "")[:40]


def mails(path: Path) -> Iterator[Mail]:
    """Each mail of the file. Raises ``Unusable`` when it holds none."""
    for row, raw in enumerate(mails_in(path), 1):
        if row == 1 and b":" not in raw[:HEAD].partition(b"\n")[0]:
            raise Unusable(_("There is no mail in this file."))
        yield Mail(row, raw)


def look_at(part: Sequence[Mail]) -> Report:
    """What would become of them: those whose very bytes are here already are known."""
    digests = [hashlib.sha256(each.raw).hexdigest() for each in part]
    here = Intake.objects.filter(raw_id__in=digests).exclude(outcome__in=NOT_IN).values_list("raw_id", flat=True)
    known = set(here)
    report = Report()
    for digest in digests:
        report.known += digest in known
        report.new += digest not in known
        known.add(digest)
    report.messages = report.new
    return report


def take_mails(part: Sequence[Mail], mailbox: Mailbox | None) -> Report:
    """Take them in as history: nothing is answered, and nobody waits."""
    report = Report()
    taken = take_in_all(((str(each.row), each.raw) for each in part), mailbox=mailbox, is_history=True)
    for each, one in zip(part, taken, strict=True):
        outcome = told_outcome(one.intake)
        if outcome == Outcome.REJECTED:
            report.refuse(Unusable(one.intake.reason, each.row, each.headers[:2]))
        else:
            report.known += outcome == Outcome.DUPLICATE
            report.new += outcome != Outcome.DUPLICATE
            report.messages += one.intake.message_id is not None and outcome != Outcome.DUPLICATE
    return report
