"""Many programs wait for news at once: they take neither the places nor the connections of those who work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection

from kohtaamo.api import journal
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.readers import newest
from kohtaamo.staff.models import Member
from tests.api.conftest import Calls

WAITING = 20  # more than there are places, and than connections


def all_wait() -> bool:
    """Whether by now as many wait as may at all."""
    for _look in range(600):
        if not journal._waiting.acquire(blocking=False):
            return True
        journal._waiting.release()
        sleep(0.05)
    return False


@pytest.mark.django_db(transaction=True)
def test_who_works_is_served_while_many_wait_and_all_of_them_hear(calls: Calls, owner: Member, case: Case) -> None:
    programs = [calls(owner) for _each in range(WAITING)]
    since = newest()

    def waits(number: int) -> list[str]:
        try:
            answer = programs[number].get(f"/journal?since={since}&kind=case.taken&wait=20").json()
            return [each["kind"] for each in answer["items"]]
        finally:
            connection.close()

    with ThreadPoolExecutor(WAITING) as hands:
        heard = [hands.submit(waits, number) for number in range(WAITING)]
        assert all_wait()
        worked = [calls(owner).get(f"/cases/{case.pk}").status_code for _time in range(3)]
        take(actor=owner, case=case)
        assert [each.result() for each in heard] == [["case.taken"]] * WAITING
    assert worked == [200] * 3
