"""Users of other desks: a customer said that it went badly, and nobody had to do anything about it."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case
from kohtaamo.promises.models import Recovery
from tests.complaints.conftest import again

pytestmark = pytest.mark.django_db


def ends(client: Client, case: Case, feeling: int) -> None:
    sent = client.post(f"/cases/{case.pk}/ending/", {"outcome": "solved", "feeling": str(feeling)})
    assert sent.status_code == 303, sent.content.decode()


def test_a_bad_feeling_at_the_end_is_work_for_someone_and_stands_on_today(as_owner: Client, case: Case) -> None:
    ends(as_owner, case, 1)
    recovery = Recovery.objects.get()
    assert (recovery.case, recovery.state, recovery.failing) == (case, "open", "feeling")
    page = as_owner.get("/").content.decode()
    assert ("Asiakkaalle jäi paha mieli" in page, f"/recoveries/{recovery.pk}/" in page) == (True, True)


def test_a_good_feeling_starts_nothing(as_owner: Client, case: Case) -> None:
    ends(as_owner, case, 5)
    assert not Recovery.objects.exists()


def test_each_ending_asks_anew_not_only_the_first(as_owner: Client, case: Case, says: object) -> None:
    ends(as_owner, case, 5)
    says("Hajosi taas.", case=again(case))  # type: ignore[operator]
    assert again(case).state == "us"
    ends(as_owner, case, 1)
    assert Recovery.objects.count() == 1
