"""Rows written quickly are the rows Django writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kohtaamo.channels.mail.models import Intake
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.models import Case
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.rows import insert, insert_unless_there, update
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now

pytestmark = pytest.mark.django_db


def _stored(row: Any) -> dict[str, Any]:
    stored: dict[str, Any] = type(row)._default_manager.filter(pk=row.pk).values().get()
    return {**stored, "id": None, "key": None}


def test_a_row_inserted_is_the_row_saved(case: Case) -> None:
    case.pk, case.key = None, "another"
    inserted = _stored(insert(case))
    case.pk, case.key = None, "a third"
    case.save(force_insert=True)
    assert inserted == _stored(case)


def test_structured_values_and_empty_ones_come_back() -> None:
    data = {"a": [1, None, "ä"], "b": {}}
    at = now()
    entry = Entry.objects.get(pk=insert(Entry(at=at, kind="k", data=data, case_id=None)).pk)
    assert (entry.at, entry.data, entry.case_id, entry.actor) == (at, data, None, "")


def test_a_row_that_breaks_a_constraint_is_refused_and_what_went_before_stays(customer: Customer) -> None:
    twin = Identity(customer=customer, kind="email", value="eeva.mattila@posti.example", added_at=now())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(twin)
    assert Identity.objects.count() == 1


def test_a_row_in_the_way_stays_as_it_is() -> None:
    first, second = (Blob(digest="d", size=size, packed=b"\x00\xff", kept_at=now()) for size in (1, 2))
    assert (insert_unless_there(first), insert_unless_there(second), Blob.objects.get().size) == (True, False, 1)


def test_a_row_is_changed_only_while_it_is_as_expected(case: Case) -> None:
    intake = insert(Intake(size=1, source="imap", came_at=now(), outcome="kept", reason="before"))
    intake.outcome, intake.reason, intake.subject = "stored", "after", "not written"
    changed = [update(intake, ["outcome", "reason", "message"], outcome="kept") for _ in range(2)]
    stored = list(Intake.objects.values_list("outcome", "reason", "subject"))
    assert (changed, stored) == ([True, False], [("stored", "after", "")])
