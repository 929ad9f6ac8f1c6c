"""Numbers in rules: whole ones of a size that means something."""

from __future__ import annotations

import pytest

from kohtaamo.rules.commands.write import RowWrong
from tests.rules.conftest import Writes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["0", "10001", "-1", "²", "0099990000", "1" + "0" * 18, "000001" + "9" * 5000])
def test_a_number_that_means_no_span_is_refused(number: str, rule: Writes) -> None:
    with pytest.raises(RowWrong):
        rule({"kind": "waited", "number": number}, [{"do": "tag", "value": "", "extra": "huomio"}])
