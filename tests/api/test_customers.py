from __future__ import annotations

import pytest

from kohtaamo.customers.models import Customer
from kohtaamo.platform.journal.models import Entry
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


def test_a_customer_is_written_down_read_and_changed(program: Program) -> None:
    made = program.post(
        "/customers", {"name": "Pekka Virta", "identities": [{"kind": "phone", "text": "040 123 4567"}]}
    )
    assert made.status_code == 201, made.content
    address = made.headers["Location"]
    read = program.get(address)
    assert read.json() == made.json()
    assert [each["value"] for each in read.json()["identities"]] == ["+358401234567"]
    changed = program("PATCH", address, {"wishes": "Soita iltapäivällä."}, If_Match=read.headers["ETag"])
    assert (changed.status_code, changed.json()["wishes"]) == (200, "Soita iltapäivällä.")
    assert changed.headers["ETag"] == program.get(address).headers["ETag"]


def test_a_change_of_an_older_version_is_refused(program: Program, customer: Customer) -> None:
    address = f"/customers/{customer.pk}"
    tag = program.get(address).headers["ETag"]
    assert program("PATCH", address, {"name": "Eeva M."}, If_Match=tag).status_code == 200
    late = program("PATCH", address, {"name": "Eeva"}, If_Match=tag)
    assert (late.status_code, late.json()["code"]) == (412, "changed")
    assert program("PATCH", address, {"name": "Eeva"}).status_code == 428


def test_every_entry_tells_by_which_key_it_came(program: Program) -> None:
    program.post("/customers", {"name": "Pekka Virta"})
    entry = Entry.objects.get(kind="customer.met")
    assert entry.data["through"].startswith("key:")


def test_the_path_of_a_customer_is_read(program: Program, case: object, customer: Customer) -> None:
    steps = program.get(f"/customers/{customer.pk}/steps").json()
    assert {step["kind"] for step in steps["items"]} == {"encounter", "promise"}
