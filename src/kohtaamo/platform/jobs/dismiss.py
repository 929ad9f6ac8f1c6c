"""Leaving a failure be: it no longer counts as failing, and stays listed with the reason."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.jobs.models import Dismissal
from kohtaamo.platform.journal.record import Actor
from kohtaamo.platform.time import now


def dismiss(*, actor: Actor, kind: str, key: object, reason: str, what: str = "", why: str = "") -> Dismissal:
    """List a failure as left be. Raises ``Invalid`` without a reason. Called inside the command that leaves it."""
    if not (reason := " ".join(reason.split())):
        raise Invalid(_("Write why it may be left undone."))
    told = {"what": what[:200], "why": why[:300], "reason": reason[:300], "by": actor.journal_name, "at": now()}
    made, _is_new = Dismissal.objects.update_or_create(kind=kind, key=str(key), defaults=told)
    return made


def take_up_again(kind: str, keys: Collection[object]) -> None:
    """Take failures off the list: somebody tries them again."""
    Dismissal.objects.filter(kind=kind, key__in=[str(key) for key in keys]).delete()
