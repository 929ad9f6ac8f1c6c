"""Run beside the server, never imported: some cases wait, then thousands; what each page then asks of the database and draws.

Arguments: how few and how many. Prints ``{"few": {page: [questions, rows]}, "many": {...}}`` as JSON; ``settling`` is the act of
ending a case.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test import Client

from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.findable import findable_customers, findable_messages
from kohtaamo.encounters.models import Case, Encounter, Message
from kohtaamo.platform.search.index import index
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.touchpoints.models import Touchpoint

CHUNK = 500
PAGES = {
    "today": "/",
    "queue": "/cases/",
    "all": "/cases/?state=all",
    "search": "/search/?q=joukosta",
    "case": "/cases/{}/",
}
ROW = re.compile(r'class="(?:who|line)"')


def let_wait(numbers: range) -> None:
    """So many customers, each with a case that waits and can be found."""
    for start in range(numbers.start, numbers.stop, CHUNK):
        with unit_of_work():
            wait(range(start, min(start + CHUNK, numbers.stop)), now() - timedelta(days=2))


def wait(numbers: range, at: datetime) -> None:
    touchpoint = Touchpoint.objects.get()
    customers = Customer.objects.bulk_create(Customer(name=f"Joukko {n}", created_at=at) for n in numbers)
    Identity.objects.bulk_create(
        Identity(customer=one, kind="email", value=address(n), shown=address(n), added_at=at)
        for n, one in zip(numbers, customers, strict=True)
    )
    common: dict[str, Any] = {"touchpoint": touchpoint, "channel": touchpoint.channel}
    cases = Case.objects.bulk_create(
        Case(
            customer=one, subject=f"Sohva {n}", team_id=touchpoint.team_id, waiting_since=at, opened_at=at, changed_at=at,
            last_words=words(n), key=f"c{n:015x}", **common,
        )
        for n, one in zip(numbers, customers, strict=True)
    )  # fmt: skip
    encounters = Encounter.objects.bulk_create(
        Encounter(case=case, customer_id=case.customer_id, arrived_at=at, **common) for case in cases
    )
    said = Message.objects.bulk_create(
        Message(case=one.case, encounter=one, author=Author.CUSTOMER, sender_address=address(n), text=words(n), at=at)
        for n, one in zip(numbers, encounters, strict=True)
    )
    prefetch_related_objects(customers, "identities")
    index(findable_messages(said))
    index(findable_customers(customers))


def address(number: int) -> str:
    return f"joukko{number}@posti.example"


def words(number: int) -> str:
    return f"Hei, olen joukosta {number}. Missä sohva on?"


def looked_at(client: Client, settled: Case) -> dict[str, list[int]]:
    """Questions and rows of each page, the lesser of two looks; and the questions of settling this case."""
    case = Case.objects.filter(subject="Sohva 0").get()
    found = {page: min(asked(client, path.format(case.pk)) for _ in range(2)) for page, path in PAGES.items()}
    ending = {"outcome": "solved", "feeling": "4"}
    found["settling"] = counted(lambda: client.post(f"/cases/{settled.pk}/ending/", ending, HTTP_HX_REQUEST="true"))
    return found


def asked(client: Client, path: str) -> list[int]:
    return counted(lambda: client.get(path))


def counted(act: Callable[[], Any]) -> list[int]:
    questions: list[str] = []

    def noted(execute: Any, sql: str, *rest: Any) -> Any:
        questions.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(noted):
        answered = act()
    assert answered.status_code == 200, answered
    return [len(questions), len(ROW.findall(answered.content.decode()))]


few, many = map(int, sys.argv[1:])
cast = json.loads(Path(str(settings.DATA), "cast.json").read_text())
client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
client.cookies["sessionid"] = cast["lead"]["session"]
let_wait(range(few))
with_few = looked_at(client, Case.objects.get(subject="Sohva 1"))
let_wait(range(few, many))
with_many = looked_at(client, Case.objects.get(subject="Sohva 2"))
print(json.dumps({"few": with_few, "many": with_many}))
