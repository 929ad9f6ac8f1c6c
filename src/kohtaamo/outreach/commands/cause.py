"""Naming what many wait for at once, and closing it when nobody waits any more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kohtaamo.encounters.models import Case
from kohtaamo.outreach.choices import How
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.errors import RuleTooWide
from kohtaamo.outreach.models import Cause, CauseRule
from kohtaamo.outreach.queries import cause_for
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.platform.words import query_terms
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Matter, Touchpoint


def open_cause(*, actor: Member, title: str, case: Case | None = None) -> Cause:
    """Name a cause, with the case it was noticed in, if any. Raises ``Invalid`` without a name."""
    require(actor, Right.ANSWER)
    title = " ".join(title.split())
    if not title:
        raise Invalid(_("Say in a few words what they all wait for."))
    with unit_of_work():
        cause = Cause.objects.create(title=title[:120], opened_by=actor, opened_at=now())
        record("cause.opened", actor=actor, cause=cause.pk, member=actor.pk)
        if case is not None:
            join(actor=actor, cause=cause, cases=[case.pk], how=How.HAND)
        return cause


def close_cause(*, actor: Member, cause: Cause) -> Cause:
    """Nobody waits for it any more: who asks later is not told of it. Closing twice changes nothing."""
    return _set(actor, cause, closed=True)


def open_again(*, actor: Member, cause: Cause) -> Cause:
    """People wait for it after all."""
    return _set(actor, cause, closed=False)


def _set(actor: Member, cause: Cause, *, closed: bool) -> Cause:
    require(actor, Right.NOTIFY)
    cause_for(actor, cause.pk)
    with unit_of_work():
        cause = Cause.objects.select_for_update().get(pk=cause.pk)
        if (cause.closed_at is not None) is closed:
            return cause
        cause.closed_at, cause.closed_by = (now(), actor) if closed else (None, None)
        cause.save(update_fields=["closed_at", "closed_by"])
        record("cause.closed" if closed else "cause.reopened", actor=actor, cause=cause.pk, member=actor.pk)
        return cause


def set_rule(
    *, actor: Member, cause: Cause, words: str = "", touchpoint: Touchpoint | None = None, matter: Matter | None = None,
    since: datetime | None = None, until: datetime | None = None,
) -> CauseRule:  # fmt: skip
    """Say which cases belong to the cause by themselves, those still to come too.

    Raises ``RuleTooWide`` for a rule with neither a word, a touchpoint nor a kind of matter, ``Invalid`` for times the wrong way round.
    """
    require(actor, Right.NOTIFY)
    cause_for(actor, cause.pk)
    words = " ".join(words.split())[:200]
    if touchpoint is None and matter is None and not query_terms(words):
        raise RuleTooWide
    if since is not None and until is not None and until <= since:
        raise Invalid(_("The end is before the beginning. Look at the days once more."))
    with unit_of_work():
        rule, _made = CauseRule.objects.update_or_create(
            cause=cause,
            defaults={
                "words": words, "touchpoint": touchpoint, "matter": matter, "since": since, "until": until, "made_by": actor,
                "made_at": now(),
            },
        )  # fmt: skip
        record("cause.ruled", actor=actor, touchpoint=rule.touchpoint_id, cause=cause.pk, words=words, member=actor.pk)
        return rule


def drop_rule(*, actor: Member, cause: Cause) -> None:
    """No case joins by itself any more; those joined stay."""
    require(actor, Right.NOTIFY)
    cause_for(actor, cause.pk)
    with unit_of_work():
        if CauseRule.objects.filter(cause=cause).delete()[0]:
            record("cause.rule_dropped", actor=actor, cause=cause.pk, member=actor.pk)
