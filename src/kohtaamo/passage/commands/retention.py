"""Rules of retention: made, turned on after they were seen, gone through at night piece by piece."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import F, Max
from django.utils.timezone import localtime

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case
from kohtaamo.passage.choices import RunState, Taking
from kohtaamo.passage.commands.erase import erase_quietly
from kohtaamo.passage.erasing.belongings import belongings, said_in
from kohtaamo.passage.erasing.clearing import clear, clear_files, quiet_journal
from kohtaamo.passage.errors import RuleSame, WrongMonths
from kohtaamo.passage.events import RunGoes
from kohtaamo.passage.keeping import before_of, cases_of, customers_of
from kohtaamo.passage.models import Emptied, Rule, Run
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import default_zone, now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Matter, Touchpoint

logger = logging.getLogger(__name__)
FEWEST, MOST = 1, 600  # months
PIECE = 20
AT_NIGHT = range(1, 5)  # hours of the organisation's clock
NIGHTLY = timedelta(hours=20)


def make_rule(
    *, actor: Member, taking: str, months: int, matter: Matter | None = None, touchpoint: Touchpoint | None = None
) -> Rule:
    """A new rule, off until it is turned on. Raises ``WrongMonths`` and ``RuleSame``."""
    require(actor, Right.ERASE)
    if not FEWEST <= months <= MOST or taking not in Taking.values:
        raise WrongMonths
    if taking == Taking.CUSTOMERS:
        matter = touchpoint = None
    with unit_of_work():
        same = Rule.objects.filter(ended_at__isnull=True, taking=taking, matter=matter, touchpoint=touchpoint)
        if same.exists():
            raise RuleSame
        rule = Rule.objects.create(
            taking=taking, months=months, matter=matter, touchpoint=touchpoint, made_by=actor, made_at=now()
        )
        record("retention.made", actor=actor, rule=rule.pk, taking=taking, months=months)
        return rule


def change_rule(*, actor: Member, rule: Rule, months: int) -> Rule:
    """After how many months it takes. One that would take more is off again until it was seen. Raises ``WrongMonths``."""
    require(actor, Right.ERASE)
    if not FEWEST <= months <= MOST:
        raise WrongMonths
    with unit_of_work():
        held = Rule.objects.select_for_update().get(pk=rule.pk)
        if held.months == months:
            return held
        takes_more, held.months = months < held.months, months
        held.save(update_fields=["months"])
        record("retention.changed", actor=actor, rule=held.pk, months=months)
        return turn(actor=actor, rule=held, is_on=held.is_on and not takes_more)


def turn(*, actor: Member, rule: Rule, is_on: bool) -> Rule:
    """Let the rule go at night, or no longer; what goes on now stops."""
    require(actor, Right.ERASE)
    with unit_of_work():
        rule = Rule.objects.select_for_update().get(pk=rule.pk)
        if rule.is_on != is_on:
            rule.is_on = is_on
            rule.save(update_fields=["is_on"])
            record("retention.turned", actor=actor, rule=rule.pk, is_on=is_on)
        if not is_on:
            rule.runs.filter(state=RunState.GOING).update(state=RunState.STOPPED, ended_at=now())
        return rule


def end_rule(*, actor: Member, rule: Rule) -> None:
    """The rule is no more; what it did stays in the journal."""
    turn(actor=actor, rule=rule, is_on=False)
    with unit_of_work():
        Rule.objects.filter(pk=rule.pk, ended_at__isnull=True).update(ended_at=now())
        record("retention.ended", actor=actor, rule=rule.pk)


def begin_run(*, rule: Rule, actor: Member | None = None) -> Run:
    """Go through the rule now; ``actor`` None is the clock. One that goes on already goes on."""
    if actor is not None:
        require(actor, Right.ERASE)
    with unit_of_work():
        rule = Rule.objects.select_for_update().get(pk=rule.pk)
        going = rule.runs.filter(state=RunState.GOING).first()
        if going is not None:
            return going
        before = before_of(rule)
        of = customers_of(before).count() if rule.taking == Taking.CUSTOMERS else cases_of(rule, before).count()
        run = Run.objects.create(rule=rule, by=actor, began_at=now(), beat_at=now(), before=before, of=of)
        record("retention.began", actor=actor, rule=rule.pk, run=run.pk, of=of)
        publish(RunGoes(run))
        return run


def work_on(run_id: int) -> bool:
    """Take one piece of a run; whether there is more. Each is looked at once more before it is taken."""
    run = Run.objects.select_related("rule").filter(pk=run_id, state=RunState.GOING).first()
    if run is None:
        return False
    takes_customers = run.rule.taking == Taking.CUSTOMERS
    found = customers_of(run.before) if takes_customers else cases_of(run.rule, run.before)
    ids = list(found.filter(pk__gt=run.at).order_by("pk").values_list("pk", flat=True)[:PIECE])
    for number in ids:
        taken = _taken(run, number, _take_customer if takes_customers else _take_case)
        changes = {
            "done": F("done") + int(taken),
            "passed": F("passed") + int(not taken),
            "beat_at": now(),
            "at": number,
        }
        Run.objects.filter(pk=run.pk).update(**changes)
    if len(ids) == PIECE:
        return True
    _end(run)
    return False


def _taken(run: Run, number: int, take: Callable[[Run, int], bool]) -> bool:
    """Take one; what fails is passed and told in the log, so that one row does not hold up the rest."""
    try:
        return take(run, number)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("%s of run %s could not be taken", number, run.pk)
        return False


def _end(run: Run) -> None:
    with unit_of_work():
        if Run.objects.filter(pk=run.pk, state=RunState.GOING).update(state=RunState.DONE, ended_at=now()):
            run.refresh_from_db()
            record("retention.done", actor=None, rule=run.rule_id, run=run.pk, done=run.done, passed=run.passed)


def _take_case(run: Run, number: int) -> bool:
    with unit_of_work():
        held = Case.objects.select_for_update().filter(pk=number).first()
        if held is None or not cases_of(run.rule, run.before).filter(pk=number).exists():
            return False
        taking = run.rule.taking
        if taking == Taking.CASES:
            clear(belongings(cases=[number]))
        elif taking == Taking.WORDS:
            clear(said_in(number))
            quiet_journal([], [number])
            Case.objects.filter(pk=number).update(last_words="")
        else:
            clear_files(said_in(number))
        Emptied.objects.update_or_create(case=held, defaults={"taking": taking, "at": now()})
        record("case.emptied", actor=None, customer=held.customer_id, case=number, taking=taking, rule=run.rule_id)
        return True


def _take_customer(run: Run, number: int) -> bool:
    with unit_of_work():
        held = Customer.objects.select_for_update().filter(pk=number).first()
        if held is None or not customers_of(run.before).filter(pk=number).exists():
            return False
        erase_quietly(held, rule=run.rule_id)
        return True


def look_after() -> None:
    """Once a minute: at night each rule that is on goes once, and a run nobody carries any more sets out anew."""
    for run in Run.objects.filter(state=RunState.GOING, beat_at__lt=now() - timedelta(minutes=5)):
        Run.objects.filter(pk=run.pk).update(beat_at=now())
        with unit_of_work():
            publish(RunGoes(run))
    if localtime(now(), default_zone()).hour not in AT_NIGHT:
        return
    rules = Rule.objects.filter(is_on=True, ended_at__isnull=True).annotate(last=Max("runs__began_at"))
    for rule in rules:
        if rule.last is None or rule.last < now() - NIGHTLY:
            begin_run(rule=rule)
