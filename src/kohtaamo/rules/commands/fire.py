"""A rule acts on a case: once on each occasion, each act by itself, never round and round."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import sees
from kohtaamo.platform.errors import Invalid, KohtaamoError
from kohtaamo.platform.journal.record import Standing, record, standing
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.commands.acting import act
from kohtaamo.rules.errors import AlreadyActed
from kohtaamo.rules.facts import Facts
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.rules.queries import firings
from kohtaamo.rules.traces import Traces, told_of
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

logger = logging.getLogger(__name__)
DEEPEST = 4  # rules that move one another, one after another
AN_HOUR = timedelta(hours=1)
IN_AN_HOUR = 10  # times one rule acts on one case


def fire(*, rule: Rule, facts: Facts, occasion: str, chain: Sequence[int] = ()) -> Firing | None:
    """Act on the case, unless this occasion has been acted on: then, and where the rule's owner does not see the case,
    None. ``chain`` are the rules that led here: a rule never moves itself, and what goes on too long is held back."""
    if rule.pk in chain or (rule.owner.is_active and not sees(rule.owner, facts.case)):
        return None
    with _on_behalf(rule, chain), unit_of_work():
        case = Case.objects.select_for_update().get(pk=facts.case.pk)
        if Firing.objects.filter(rule=rule, case=case, occasion=occasion).exists():
            return None
        firing = Firing(
            rule=rule, case=case, occasion=occasion, at=now(), message=facts.said.pk if facts.said else None
        )
        why = _round_and_round(rule, case, chain)
        if why and _told_already(firing):
            return None
        firing.why = why
        if not why:
            firing.acts = [_tried(rule, row, case, facts.said or facts.message) for row in rule.acts]
        _conclude(firing)
        return firing


@contextmanager
def _on_behalf(rule: Rule, chain: Sequence[int]) -> Iterator[None]:
    """What is done stands in the journal as the rule's; sentences are in its owner's language."""
    stands = Standing(rule.journal_name, {"rule": rule.pk, "rule_name": rule.name, "rules": [*chain, rule.pk]})
    token = standing.set(stands)
    try:
        with override(rule.owner.language):
            yield
    finally:
        standing.reset(token)


def _round_and_round(rule: Rule, case: Case, chain: Sequence[int]) -> str:
    if len(chain) >= DEEPEST:
        return _("Rules set one another off, one after another. This one was held back.")
    lately = Firing.objects.filter(rule=rule, case=case, at__gt=now() - AN_HOUR).exclude(state=FiringState.HELD)
    if lately.count() >= IN_AN_HOUR:
        return _("It acted on this matter ten times within an hour. It is held back until the hour has passed.")
    return ""


def _told_already(firing: Firing) -> bool:
    held = Firing.objects.filter(rule=firing.rule, case=firing.case, state=FiringState.HELD, at__gt=now() - AN_HOUR)
    return held.exists()


def _tried(rule: Rule, row: dict[str, Any], case: Case, message: Message | None) -> dict[str, Any]:
    """One act in a unit of its own: what fails takes nothing else with it."""
    why = ""
    trace: dict[str, Any] = {}
    try:
        with unit_of_work():
            was = told_of(case, row)
            act(rule, row, case, message)
            trace = _trace(case, was, told_of(case, row))
    except KohtaamoError as problem:
        why = str(problem.sentence)
    except (OperationalError, InterfaceError):
        raise  # the database itself: all of it is tried again
    except Exception:
        logger.exception("rule %s could not %s on case %s", rule.pk, row.get("do"), case.pk)
        why = str(KohtaamoError.sentence)
    return {**row, "why": why[:300]} if why else {**row, **trace}


def _trace(case: Case, was: Traces, after: Traces) -> dict[str, Any]:
    """What it changed, so that it can be undone; ``on`` says that this was looked at."""
    changed = [name for name in after if was.get(name) != after[name]]
    return {
        "on": case.pk, **({"was": {name: was[name] for name in changed}, "is": {name: after[name] for name in changed}} if changed else {}),
    }  # fmt: skip


def _conclude(firing: Firing) -> None:
    failed = firing.failed_acts
    firing.state = FiringState.HELD if firing.why else FiringState.FAILED if failed else FiringState.DONE
    firing.why = firing.why or " ".join(one["why"] for one in failed)[:300]
    firing.save()
    kind = {FiringState.HELD: "rule.held", FiringState.FAILED: "rule.failed"}.get(
        FiringState(firing.state), "rule.acted"
    )
    done = [row["do"] for row in firing.acts if not row.get("why")]
    record(kind, actor=None, **where(firing.case), **teamed(firing.case), firing=firing.pk, done=done, why=firing.why)


def note_failure(*, rule: Rule, case: Case, occasion: str) -> Firing | None:
    """It could not even be found out whether the rule is to act: that stands in the log, once, and other rules go on."""
    with _on_behalf(rule, ()), unit_of_work():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if Firing.objects.filter(rule=rule, case=case, occasion=occasion).exists():
            return None
        why = str(KohtaamoError.sentence)
        acts = [{**row, "why": why} for row in rule.acts]
        firing = Firing(rule=rule, case=case, occasion=occasion, at=now(), acts=acts)
        _conclude(firing)
        return firing


def try_again(*, actor: Member, firing: Firing) -> Firing:
    """Do again what failed, as the rule now says it; what was done stays. Raises ``AlreadyActed`` when nothing failed."""
    require(actor, Right.SHAPE_WORK)
    with unit_of_work():
        held = _held(actor, firing)
        if held.state not in {FiringState.FAILED, FiringState.LEFT} or not held.failed_acts:
            raise AlreadyActed
        rule = held.rule
        message = Message.objects.filter(pk=held.message or 0).first()
        with _on_behalf(rule, ()):
            held.acts = [
                {**_tried(rule, plain_act(row), held.case, message), "try": held.tries + 1} if row.get("why") else row
                for row in held.acts
            ]
            held.tries, held.why = held.tries + 1, ""
            _conclude(held)
        return held


def plain_act(row: dict[str, Any]) -> dict[str, Any]:
    """What is to be done, without what came of it."""
    return {name: value for name, value in row.items() if name in {"do", "value", "extra"}}


def let_be(*, actor: Member, firing: Firing, reason: str) -> Firing:
    """Leave a failure be, with the reason. Raises ``Invalid`` without one."""
    require(actor, Right.SHAPE_WORK)
    if not (reason := " ".join(reason.split())[:200]):
        raise Invalid(_("Write why it may be left undone."))
    with unit_of_work():
        held = _held(actor, firing)
        if held.state in {FiringState.FAILED, FiringState.HELD}:
            held.state = FiringState.LEFT
            held.save(update_fields=["state"])
            record("rule.left", actor=actor, **where(held.case), rule=held.rule_id, firing=held.pk, reason=reason)
        return held


def _held(actor: Member, firing: Firing) -> Firing:
    seen = firings(actor).filter(pk=firing.pk).values_list("pk", flat=True)
    found = Firing.objects.select_for_update(of=("self",)).select_related("rule__owner__role", "case")
    return found.get(pk__in=list(seen))
