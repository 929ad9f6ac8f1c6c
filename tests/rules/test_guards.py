"""A rule acts once on each entry whatever happens in between, and never goes round and round."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.rules import reader
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.commands import fire as firing_commands
from kohtaamo.rules.commands.fire import fire
from kohtaamo.rules.facts import Facts
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.rules.reader import read
from kohtaamo.staff.models import Member, Team
from kohtaamo.work.models import Tagging
from tests.conftest import Says
from tests.rules.conftest import Writes, look

pytestmark = pytest.mark.django_db


def do(what: str, value: object = "", extra: str = "") -> dict[str, str]:
    return {"do": what, "value": str(value), "extra": extra}


def test_a_rule_never_moves_itself(rule: Writes, case: Case, says: Says) -> None:
    again = rule("tagged", [do("untag", extra="a"), do("tag", extra="a")])
    rule("wrote", [do("tag", extra="a")])
    says("Vielä yksi.", case=case)
    look(4)
    assert Firing.objects.filter(rule=again).count() == 1


def test_two_rules_that_set_one_another_off_end(rule: Writes, says: Says) -> None:
    rule("wrote", [do("tag", extra="alku")])
    rule("tagged", [do("untag", extra="a"), do("tag", extra="b")], [{"what": "text", "how": "is", "extra": "sänky"}])
    rule("tagged", [do("untag", extra="b"), do("tag", extra="a")], [{"what": "text", "how": "is", "extra": "sänky"}])
    says()
    look(8)
    assert Firing.objects.count() <= 8
    before = Firing.objects.count()
    look(3)
    assert Firing.objects.count() == before


def test_a_long_chain_is_held_back_and_seen(rule: Writes, case: Case) -> None:
    made = rule("tagged", [do("tag", extra="a")])
    firing = fire(rule=made, facts=Facts(case, now()), occasion="e1", chain=[91, 92, 93, 94])
    assert firing is not None
    assert (firing.state, Tagging.objects.count()) == (FiringState.HELD, 0)
    assert Entry.objects.filter(kind="rule.held", case_id=case.pk).count() == 1


def test_more_than_ten_in_an_hour_on_one_case_are_held_back_and_told_once(rule: Writes, case: Case, says: Says) -> None:
    rule("wrote", [do("note", extra="Taas")])
    for n in range(14):
        says(f"Viesti numero {n} sängystä", case=case)
    look()
    assert Message.objects.filter(author="note").count() == 10
    assert Firing.objects.filter(state=FiringState.HELD).count() == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.tuples(st.integers(0, 8), st.integers(1, 9)), min_size=1, max_size=12), stops=st.booleans())
def test_however_the_journal_is_read_a_rule_acts_once_on_an_entry(
    order: list[tuple[int, int]], stops: bool, rule: Writes, case: Case, says: Says
) -> None:
    """Batches may overlap, come again and be cut off anywhere: what was begun is done once, and nothing is left."""
    Firing.objects.all().delete()
    Rule.objects.all().delete()
    Message.objects.filter(author="note").delete()
    rule("wrote", [do("note", extra="Kerran")], stops=stops)
    since = Entry.objects.latest("pk").pk
    for n in range(3):
        says(f"Viesti {n} sängystä.", case=case)
    entries = list(Entry.objects.filter(pk__gt=since).order_by("pk"))
    for start, length in order:
        read(entries[start : start + length])
    read(entries)
    read(entries)
    occasions = list(Firing.objects.values_list("occasion", flat=True))
    assert len(occasions) == len(set(occasions)) == Message.objects.filter(author="note").count() == 3


def test_one_cut_off_in_the_middle_leaves_nothing_half_done(
    rule: Writes, case: Case, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule("wrote", [do("tag", extra="a"), do("tag", extra="b")])
    says("Vielä yksi.", case=case)
    real, calls = firing_commands.act, itertools.count()

    def cut_off(*given: object) -> None:
        if next(calls) == 1:
            raise KeyboardInterrupt
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(firing_commands, "act", cut_off)
    with pytest.raises(KeyboardInterrupt):
        look()
    assert (Firing.objects.count(), Tagging.objects.count()) == (0, 0)
    monkeypatch.setattr(firing_commands, "act", real)
    look()
    assert (Firing.objects.count(), Tagging.objects.count()) == (1, 2)


def test_what_happened_long_ago_while_nothing_ran_is_let_pass(rule: Writes, case: Case, says: Says) -> None:
    rule("wrote", [do("tag", extra="a")])
    says("Vielä yksi.", case=case)
    Entry.objects.update(at=now() - reader.OLD - timedelta(hours=1))
    look()
    assert Firing.objects.count() == 0


def test_a_rule_whose_owner_has_left_says_so(
    rule: Writes, case: Case, says: Says, lead: Member, other_team: Team
) -> None:
    rule("wrote", [do("team", other_team.pk)])
    lead.is_active = False
    lead.save()
    says("Vielä yksi.", case=case)
    look()
    assert Firing.objects.get().state == FiringState.FAILED


def test_a_rule_that_cannot_be_tried_says_so_and_holds_up_no_other(
    rule: Writes, case: Case, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule("wrote", [do("tag", extra="a")], [{"what": "address", "how": "is", "extra": "@posti.example"}], name="Rikki")
    rule("wrote", [do("tag", extra="b")])
    says("Vielä yksi.", case=case)

    def broken(*_given: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr("kohtaamo.rules.conditions.fits", broken)
    look(2)
    assert dict(Firing.objects.values_list("rule__name", "state")) == {"Rikki": "failed", "Rikkoutunut": "done"}
