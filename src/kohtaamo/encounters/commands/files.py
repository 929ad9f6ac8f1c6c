"""Files that go with a message a program writes: given with the words, never taken from anybody's draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Attachment, Message
from kohtaamo.platform.errors import NotFound, TooLarge
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


@dataclass(frozen=True)
class SentFile:
    """A file as it was given."""

    name: str
    type: str
    content: bytes


def put_files(*, actor: Member, message: Message, files: Sequence[SentFile], limit: int) -> None:
    """Put files to a message of one's own, in the transaction that writes it. Raises ``TooLarge`` above ``limit`` bytes
    in all."""
    require(actor, Right.ANSWER)
    if sum(len(file.content) for file in files) > limit:
        raise TooLarge
    with unit_of_work():
        hold(actor, message.case)
        if message.member_id != actor.pk:
            raise NotFound
        Attachment.objects.bulk_create(
            Attachment(
                message=message, blob=keep(file.content), name=file.name[:255], type=file.type[:120],
                size=len(file.content),
            )
            for file in files
        )  # fmt: skip
