"""A long list a leaf at a time."""

from __future__ import annotations

import pytest

from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import now
from kohtaamo.web.leaves import leaf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rising", [False, True])
def test_leaves_follow_one_another_without_gap_or_doubling(rising: bool) -> None:
    made = Entry.objects.bulk_create(Entry(at=now(), kind="tried.leaf", actor="us") for _ in range(7))
    found, after, seen = Entry.objects.filter(kind="tried.leaf"), "", []
    while True:
        one = leaf(found, after, 3, rising=rising)
        seen.append([row.pk for row in one.rows])
        if one.after is None:
            break
        after = str(one.after)
    keys = sorted((row.pk for row in made), reverse=not rising)
    assert seen == [keys[:3], keys[3:6], keys[6:]]


@pytest.mark.parametrize("after", ["", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_what_is_no_key_begins_the_list(after: str) -> None:
    Entry.objects.bulk_create(Entry(at=now(), kind="tried.leaf", actor="us") for _ in range(2))
    assert len(leaf(Entry.objects.filter(kind="tried.leaf"), after, 3).rows) == 2
