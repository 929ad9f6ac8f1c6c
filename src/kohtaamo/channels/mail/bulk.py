"""Taking in many mails one after another, as fast as the machine reads them: reading in another process meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import DatabaseError

from kohtaamo.channels.mail.commands.place import our_mailboxes
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox
from kohtaamo.channels.mail.opening import Opened
from kohtaamo.channels.mail.reading_ahead import open_all
from kohtaamo.channels.mail.reading_groups import read_groups
from kohtaamo.platform.unit import unit_of_work

Mail = tuple[str, bytes]


@dataclass(frozen=True)
class Coming:
    """A mail on its way in and where it lay: what ``take_in`` is told of it."""

    raw: bytes
    source: str
    mailbox: Mailbox | None = None
    folder: Folder | None = None
    uidvalidity: int | None = None
    uid: int | None = None
    is_history: bool = False
    size: int | None = None


@dataclass(frozen=True)
class Taken:
    """One mail and what became of it; ``opened`` is None where it could not be read."""

    name: str
    raw: bytes
    intake: Intake
    opened: Opened | None


def take_in_all(mails: Iterable[Mail], *, mailbox: Mailbox | None = None, is_history: bool = False) -> Iterator[Taken]:
    """Take in mails given as (name, raw bytes), in order, and tell of each as soon as it is committed."""
    for group in read_groups(mails, lambda mail: mail[1]):
        opened = group.opened or open_all(group.raws)
        coming = [Coming(raw, "ingest", mailbox, is_history=is_history) for raw in group.raws]
        intakes = take_together(coming, opened)
        for (name, raw), intake, one in zip(group.mails, intakes, opened, strict=True):
            yield Taken(name, raw, intake, one)


def take_together(mails: Sequence[Coming], opened: Sequence[Opened | None]) -> list[Intake]:
    """Take in mails that were read: all in one transaction, each with its folder's cursor. When that fails each in its
    own, so that one cannot hold up the others. Raises ``DatabaseError`` for one that cannot even be kept."""
    try:
        with unit_of_work():
            ours = our_mailboxes()
            return [take_one(*each, ours) for each in zip(mails, opened, strict=True)]
    except DatabaseError:
        return [take_one(*each) for each in zip(mails, opened, strict=True)]


def take_one(mail: Coming, opened: Opened | None = None, ours: Sequence[Mailbox] = ()) -> Intake:
    """Take in one mail: kept and the cursor moved first, then read unless it is, and placed."""
    return take_in(
        raw=mail.raw, source=mail.source, mailbox=mail.mailbox, folder=mail.folder, uidvalidity=mail.uidvalidity,
        uid=mail.uid, is_history=mail.is_history, opened=opened, size=mail.size, ours=ours,
    )  # fmt: skip
