"""The journal's reader that lets rules act on what happened, in order, each once on each entry."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import InterfaceError, OperationalError

from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.rules.commands.fire import fire, note_failure
from kohtaamo.rules.conditions import hold
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.rules.queries import facts_at, live
from kohtaamo.rules.triggers import BY_ENTRY, moves

logger = logging.getLogger(__name__)
OLD = timedelta(days=7)  # after so long a standstill nothing is done any more: people have seen to it


def read(entries: Sequence[Entry]) -> None:
    """Let the rules look at these entries. Seen twice, an entry is acted on once."""
    wanted = [entry for entry in entries if entry.kind in BY_ENTRY]
    rules = [rule for rule in live() if rule.kind] if wanted else []
    for entry in wanted if rules else []:
        if entry.at > now() - OLD:
            _look(entry, rules)


def _look(entry: Entry, rules: Sequence[Rule]) -> None:
    for rule in rules:
        if entry.pk > rule.from_entry and moves(rule.kind, entry) and _acts(rule, entry) and rule.stops:
            return


def _acts(rule: Rule, entry: Entry) -> bool:
    """Whether it acts, or has acted, on this entry."""
    occasion = f"e{entry.pk}"
    if Firing.objects.filter(rule=rule, case_id=entry.case_id or 0, occasion=occasion).exists():
        return True
    facts = facts_at(entry)
    if facts is None:
        return False
    try:
        if not hold(rule.conditions, rule.joined, facts):
            return False
    except (OperationalError, InterfaceError):
        raise  # the database itself: the entry is read again
    except Exception:
        logger.exception("rule %s could not look at entry %s", rule.pk, entry.pk)
        return note_failure(rule=rule, case=facts.case, occasion=occasion) is not None
    return fire(rule=rule, facts=facts, occasion=occasion, chain=entry.data.get("rules", [])) is not None
