"""The demonstration comes once, never beside real data, and goes away whole."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.conf import settings

from kohtaamo.cli.demo import command
from kohtaamo.demo import deciding
from kohtaamo.demo.cast.organisation import address_of
from kohtaamo.demo.commands.clear import KEPT, clear, removable
from kohtaamo.demo.commands.load import load
from kohtaamo.demo.errors import AlreadyLoaded, NothingToClear, RealDataHere
from kohtaamo.demo.models import Demonstration
from kohtaamo.demo.queries import is_demonstration
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import Message
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.mandate import Limits
from kohtaamo.mandates.models import Remedy
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member

ENOUGH = 40


@pytest.fixture
def loaded(db: None) -> Demonstration:
    return load(encounters=ENOUGH)


def test_loading_twice_is_refused(loaded: Demonstration) -> None:
    with pytest.raises(AlreadyLoaded):
        load(encounters=ENOUGH)


def test_loading_unless_loaded_changes_nothing_and_tells_the_password_again(loaded: Demonstration) -> None:
    before = Entry.objects.count()
    told = CliRunner().invoke(command, ["load", "--unless-loaded"])
    assert told.exit_code == 0, told.output
    assert f"Password for each: {loaded.password}" in told.output
    assert Entry.objects.count() == before


def test_a_system_with_people_is_left_alone(owner: Member) -> None:
    with pytest.raises(RealDataHere):
        load(encounters=ENOUGH)
    assert list(Member.objects.all()) == [owner]


def test_the_command_says_why_it_does_not_load(owner: Member) -> None:
    told = CliRunner().invoke(command, ["load"])
    assert told.exit_code == 1
    assert "never mixes with real data" in told.output


def test_clearing_leaves_every_table_empty(loaded: Demonstration) -> None:
    clear()
    assert [model.__name__ for model in removable() if model._base_manager.exists()] == []
    assert not is_demonstration()


@pytest.mark.django_db
def test_what_stays_after_clearing_is_as_it_was_before() -> None:
    before = [list(model._base_manager.order_by("pk").values()) for model in KEPT]
    load(encounters=ENOUGH)
    clear()
    assert [list(model._base_manager.order_by("pk").values()) for model in KEPT] == before


def test_clearing_what_is_not_a_demonstration_is_refused(owner: Member) -> None:
    with pytest.raises(NothingToClear):
        clear()
    assert Member.objects.count() == 1


def test_a_load_cut_off_in_the_middle_begins_again(loaded: Demonstration) -> None:
    Demonstration.objects.update(loaded_at=None)
    Message.objects.filter(promises__isnull=True, author=Author.NOTE).delete()
    assert not Demonstration.objects.filter(loaded_at__isnull=False).exists()
    again = load(encounters=ENOUGH)
    assert list(Demonstration.objects.all()) == [again]
    assert Member.objects.filter(email=address_of("noora")).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "failed"), [(None, 1), (1, 0)])
def test_the_shop_could_not_carry_out_one_remedy_where_anything_may_be_given(
    most: int | None, failed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.KOHTAAMO, "INTERNAL_HOSTS", ["127.0.0.1"])
    if most:  # as when all has been given by the end of the month
        used_up = tuple((code, Limits(most, most, most)) for code, _limits in deciding.GIVEN)
        monkeypatch.setattr(deciding, "GIVEN", used_up)
    load(encounters=ENOUGH)
    waits = Remedy.objects.filter(state=RemedyState.FAILED, decision__member__email=address_of("noora"))
    assert (waits.count(), is_demonstration()) == (failed, True)
