"""Loading the demonstration: the mark first, then the organisation, its customers and what happened to them."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from datetime import timedelta
from random import Random

from kohtaamo.customers.models import Customer
from kohtaamo.demo.book import Book
from kohtaamo.demo.bringing import bring_the_fair
from kohtaamo.demo.carrying import open_shop
from kohtaamo.demo.cast.customers import Known, Register, make_customers
from kohtaamo.demo.cast.organisation import make_organisation
from kohtaamo.demo.commands.clear import clear
from kohtaamo.demo.days import Days
from kohtaamo.demo.deciding import ask_now, grant_mandates, tell_decisions
from kohtaamo.demo.eeva import meet_eeva, tell_eeva
from kohtaamo.demo.errors import AlreadyLoaded, RealDataHere
from kohtaamo.demo.knowing import write_articles
from kohtaamo.demo.mending import name_matters, promise_everyone, put_right
from kohtaamo.demo.models import Demonstration
from kohtaamo.demo.offering import offer_things
from kohtaamo.demo.ordering import put_in_order
from kohtaamo.demo.present import meet_all, tell_present
from kohtaamo.demo.queries import forget_what_is_known
from kohtaamo.demo.ruling import aim_at_times, let_rules_work
from kohtaamo.demo.serving import save_answers, serve_together
from kohtaamo.demo.stories import World, tell_one
from kohtaamo.demo.telling import Teller
from kohtaamo.demo.together import let_wait_together
from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member

SEED = 1714
SMTP_PORT = 8026
SHOP_PORT = 8126
WORDS = [
    "aitta",
    "hella",
    "hylly",
    "jakkara",
    "kaappi",
    "kannu",
    "kiuas",
    "kuksa",
    "lamppu",
    "lyhty",
    "matto",
    "orsi",
    "pata",
    "penkki",
    "peili",
    "tupa",
    "uuni",
    "vakka",
]
Told = Callable[[int, int], None]


def load(*, encounters: int = 2000, days: int = 90, told: Told = lambda done, of: None) -> Demonstration:
    """Load the demonstration; ``told`` hears how much is done and of how much.

    One left in the middle is cleared first. Raises ``AlreadyLoaded``, and ``RealDataHere`` when anybody works here.
    """
    _make_room()
    mark = Demonstration.objects.create(begun_at=now(), days=days, password=make_password())
    chance = Random(SEED)  # noqa: S311 -- a story, not a secret
    at = now().replace(microsecond=0)
    home = make_organisation(password=mark.password, smtp_port=free_port(SMTP_PORT))
    register, book = Register(chance, at, days), Book()
    eeva, irma = meet_eeva(register)
    today = meet_all(register)
    make_customers(register, chance, max(20, encounters * 9 // 20))
    world = World(book, chance, Days(chance, at, days), home, Teller(chance))
    tell_eeva(world, eeva, irma)
    tell_present(world, register, today)
    cast = {*today, eeva.customer.name, irma.customer.name}
    _tell_rest(world, [one for one in register.known if one.customer.name not in cast], encounters, told)
    tell_decisions(world, grant_mandates(world, since=at - timedelta(days=days)))
    register.first_met(book.cases)
    register.write(book)
    _write(book, encounters, told)
    ask_now(home, today)
    let_wait_together(home)
    put_right(chance)
    promise_everyone(home)
    name_matters(home)
    offer_things(home)
    put_in_order(home)
    save_answers(home)
    serve_together(home)
    write_articles(home)
    let_rules_work(home)
    aim_at_times(home)
    bring_the_fair(home)
    open_shop(home, free_port(SHOP_PORT))
    mark.loaded_at = now()
    mark.save(update_fields=["loaded_at"])
    forget_what_is_known()
    return mark


def _make_room() -> None:
    mark = Demonstration.objects.first()
    if mark is not None and mark.loaded_at is not None:
        raise AlreadyLoaded
    if mark is not None:
        clear()
    if Member.objects.exists() or Case.objects.exists() or Customer.objects.exists():
        raise RealDataHere


def make_password() -> str:
    """A password easy to type: three words and a number."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(9000) + 1000)])


def free_port(wanted: int) -> int:
    """A port of this machine that nobody listens on: the wanted one or one soon after it."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return wanted


def _tell_rest(world: World, known: list[Known], encounters: int, told: Told) -> None:
    """Ordinary stories until there are enough; some customers come much more often than others."""
    often = [world.chance.paretovariate(1.6) for _ in known]
    while len(world.book.encounters) < encounters:
        for who in world.chance.choices(known, often, k=20):
            if len(world.book.encounters) < encounters:
                tell_one(world, who)
        told(len(world.book.encounters), encounters * 3)


def _write(book: Book, encounters: int, told: Told) -> None:
    size, done = book.size, 0

    def written(rows: int) -> None:
        nonlocal done
        done += rows
        told(encounters + encounters * 2 * done // size, encounters * 3)

    book.write(written)
