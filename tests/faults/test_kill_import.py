"""An import killed in the middle goes on where it was: everyone is in once, and the report counts each once."""

from __future__ import annotations

import pytest

from tests.faults.test_kill import nothing_is_half_written, until
from tests.stories.conftest import MakesHouse
from tests.stories.house import ROOT

pytestmark = pytest.mark.server
PEOPLE = 2500
WRITE_IMPORT = ROOT / "tests" / "faults" / "write_import.py"


def test_an_import_killed_in_the_middle_takes_everyone_in_once(house_with: MakesHouse) -> None:
    house = house_with(is_open=False)
    house.run(WRITE_IMPORT, str(PEOPLE))
    house.start("worker")
    until(lambda: house.rows("SELECT at FROM passage_import")[0][0] > 0)
    house.kill()
    cut_off_at = house.rows("SELECT at FROM passage_import")[0][0]
    house.let_pass(minutes=1)  # the dead worker's job is taken over
    house.start("worker")
    until(lambda: house.rows("SELECT state FROM passage_import") == [("done",)])
    house.kill()

    assert 0 < cut_off_at < PEOPLE
    counted = house.rows("SELECT at, new, known, customers, bad FROM passage_import")
    assert counted == [(PEOPLE, PEOPLE, 0, PEOPLE, 0)]
    came = "FROM customers_identity WHERE value LIKE 'a%@posti.example'"
    assert house.rows(f"SELECT count(*), count(DISTINCT value) {came}") == [(PEOPLE, PEOPLE)]
    assert house.rows("SELECT count(*) FROM journal_entry WHERE kind = 'customer.met'") == [(PEOPLE,)]
    nothing_is_half_written(house)
