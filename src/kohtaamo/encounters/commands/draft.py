"""Drafts on the server: nothing a person writes is lost with a tab or a connection."""

from __future__ import annotations

from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Attachment, Case, Draft
from kohtaamo.platform.errors import TooLarge
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def save_draft(*, actor: Member, case: Case, text: str, is_note: bool = False) -> Draft:
    """Keep what this person is writing in this case. Not an event: a draft is nobody else's business."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        hold(actor, case)
        draft, _made = Draft.objects.update_or_create(
            case=case, member=actor, defaults={"text": text[:100_000], "is_note": is_note, "changed_at": now()}
        )
        return draft


def drop_draft(*, actor: Member, case: Case) -> None:
    """Forget the draft and the files that were not sent."""
    Draft.objects.filter(case=case, member=actor).delete()


def attach(*, actor: Member, case: Case, name: str, type: str, content: bytes, limit: int) -> Attachment:
    """Add a file to the draft. Raises ``TooLarge`` above ``limit`` bytes."""
    require(actor, Right.ANSWER)
    if len(content) > limit:
        raise TooLarge
    with unit_of_work():
        hold(actor, case)
        draft, _made = Draft.objects.get_or_create(case=case, member=actor, defaults={"changed_at": now()})
        return Attachment.objects.create(
            draft=draft, blob=keep(content), name=name[:255], type=type[:120], size=len(content)
        )


def detach(*, actor: Member, attachment: Attachment) -> None:
    """Take a file off one's own draft."""
    Attachment.objects.filter(pk=attachment.pk, draft__member=actor).delete()
