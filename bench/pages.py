"""Server time of the pages people open most: the whole request in process, signed in, over varied rows."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from django.test import Client

from kohtaamo.config.background import settle
from kohtaamo.encounters.models import Case
from kohtaamo.staff.models import Member, Role

QUESTIONS = ["sohvan toimitus", "hyvityksiä", "AT-{n:06d}", "lampor", "deliveries", "Virtasen", "kolhu jalka", "K-{n}",
             "customer{n}@mail1.example", "äidin sänky", "toimi", "virt"]  # fmt: skip

LISTS = {
    "Queue, one team": "/cases/?team=1", "Queue, by touchpoint": "/cases/?state=all&touchpoint=1",
    "Queue, by language": "/cases/?language=sv", "Queue, waited a day": "/cases/?longer=24",
    "Queue, promise late": "/cases/?promise=late", "Promises kept": "/promises/?show=settled",
    "Customers": "/customers/", "What sleeps": "/snoozed/", "Leaves later": "/later/", "Offers": "/offers/",
    "Common matters": "/notices/", "Decisions": "/decisions/", "Articles": "/knowledge/", "What rules did": "/rules/log/",
    "Tags": "/tags/", "Touchpoints": "/touchpoints/", "People": "/people/",
}  # fmt: skip
UPKEEP = {
    "Audit": "/audit/",
    "Operations": "/operations/",
    "Imports": "/settings/imports/",
    "Retention": "/settings/retention/",
}


def measure_pages(times: int = 60) -> dict[str, tuple[float, float, int]]:
    """For each page: median and 95th percentile in ms, and the number of requests."""
    settle()
    lead = Member.objects.get(email="lead@bench.example")
    member = Member.objects.get(email="member0@bench.example")
    keeper, _made = Member.objects.get_or_create(
        email="keeper@bench.example", defaults={"name": "Ilkka", "role": Role.objects.get(name="administrator")}
    )
    pick = random.Random(7)
    ids = [int(n) for n in Case.objects.order_by("-id").values_list("id", flat=True)[:2000]]
    spread = [pick.randrange(1, ids[0]) for _ in range(2000)]
    pages: dict[str, tuple[Member, Callable[[], str]]] = {
        "Today": (member, lambda: "/"),
        "Today, lead of all": (lead, lambda: "/"),
        "Queue, waiting": (lead, lambda: "/cases/"),
        "Queue, all": (lead, lambda: "/cases/?state=all"),
        "Case": (lead, lambda: f"/cases/{pick.choice(spread)}/"),
        "Path": (lead, lambda: f"/customers/{pick.randrange(20, 3000)}/"),
        "Path of thousands": (lead, lambda: "/customers/1/"),
        "Promises": (lead, lambda: "/promises/"),
        **{name: (lead, partial(str, address)) for name, address in LISTS.items()},
        **{name: (keeper, partial(str, address)) for name, address in UPKEEP.items()},
        "Search, lead of all": (lead, lambda: f"/search/?q={_question(pick, ids[0])}"),
        "Search, one team": (member, lambda: f"/search/?q={_question(pick, ids[0])}"),
    }
    return {name: _timed(member, address, times) for name, (member, address) in pages.items()}


def _question(pick: random.Random, most: int) -> str:
    return pick.choice(QUESTIONS).format(n=pick.randrange(1, most))


def _timed(member: Member, address: Callable[[], str], times: int) -> tuple[float, float, int]:
    client = Client(headers={"accept-language": "fi"})
    client.force_login(member)
    taken = []
    for turn in range(times + 10):
        path = address()
        began = time.perf_counter()
        answer = client.get(path)
        spent = (time.perf_counter() - began) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        if turn >= 10:
            taken.append(spent)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[18], len(taken)
