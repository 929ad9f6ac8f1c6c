"""The invented customers: people in three languages, organisations with their people, and some met twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from kohtaamo.customers.choices import IdentityKind, Kind, Way
from kohtaamo.customers.identities import normal_form, shown_form
from kohtaamo.customers.models import ContactTime, Customer, Identity
from kohtaamo.demo.book import Book
from kohtaamo.demo.cast.names import (
    DOMAINS,
    FINNISH_FIRST,
    FINNISH_LAST,
    FOREIGN,
    ORGANISATIONS,
    SWEDISH_FIRST,
    SWEDISH_LAST,
)
from kohtaamo.encounters.models import Case

WISHES = (
    "Soita mieluiten, näkö on heikentynyt.",
    "Kirjeenä kiitos, sähköposti jää usein lukematta.",
    "Tekstiviesti ennen soittoa. En vastaa tuntemattomiin numeroihin.",
    "Töissä yövuorossa: ei soittoja ennen puoltapäivää.",
    "Lyhyesti ja selkeästi, suomi on toinen kieleni.",
    "Haluan aina kirjallisen vahvistuksen.",
    "Ovella on pyörätuoliluiska, kuljettaja voi käyttää sitä.",
)
SHARES = {"fi": 0.70, "sv": 0.15, "en": 0.15}


@dataclass
class Known:
    """A customer with the addresses they are known by."""

    customer: Customer
    language: str
    mail: str
    phone: str


class Register:
    """Makes customers whose addresses and numbers are each their own."""

    def __init__(self, chance: Random, at: datetime, days: int) -> None:
        self._chance, self._at, self._days = chance, at, days
        self._used: set[str] = set()
        self.names: set[str] = set()
        self._number = 0
        self.known: list[Known] = []
        self._identities: list[Identity] = []
        self._times: list[ContactTime] = []

    def add(
        self, name: str, language: str, *, kind: str = Kind.PERSON, organisation: Customer | None = None, mail: str = "",
        way: str = Way.ANY, wishes: str = "", since_days: int | None = None, phone: str = "",
    ) -> Known:  # fmt: skip
        """One customer, not yet written."""
        ago = self._chance.randint(0, 2600) if since_days is None else since_days
        at = self._at - timedelta(days=max(ago, self._days + 1), minutes=self._chance.randint(0, 1400))
        customer = Customer(
            name=name, language=language, kind=kind, organisation=organisation, way=way, wishes=wishes, created_at=at
        )
        known = Known(customer, language, mail or self._mail(name), phone or self._phone())
        self._identify(customer, IdentityKind.EMAIL, known.mail, at)
        if phone or self._chance.random() < 0.6:
            self._identify(customer, IdentityKind.PHONE, known.phone, at)
        self.known.append(known)
        self.names.add(name)
        return known

    def _identify(self, customer: Customer, kind: str, text: str, at: datetime) -> None:
        verified = at + timedelta(days=1) if self._chance.random() < 0.4 else None
        self._identities.append(
            Identity(
                customer=customer,
                kind=kind,
                value=normal_form(kind, text),
                shown=shown_form(kind, text),
                added_at=at,
                verified_at=verified,
            )
        )

    def _mail(self, name: str) -> str:
        local = plain(name)
        for number in range(1, 200):
            address = f"{local}{number if number > 1 else ''}@{self._chance.choice(DOMAINS)}.example"
            if address not in self._used:
                break
        self._used.add(address)
        return address

    def _phone(self) -> str:
        self._number += self._chance.randint(1, 9)
        number = str(5_550_000 + self._number)
        return f"040 {number[:3]} {number[3:]}"

    def also(self, known: Known, kind: str, text: str) -> None:
        """One more address or number of the same customer."""
        self._identify(known.customer, kind, text, known.customer.created_at + timedelta(days=3))

    def prefers(self, known: Known, starts: int, ends: int) -> None:
        """A time of the day that suits them."""
        self._times.append(ContactTime(customer=known.customer, starts=time(starts), ends=time(ends)))

    def first_met(self, cases: Sequence[Case]) -> None:
        """Many were not known before their first case: they were met with it, none after it."""
        firsts: dict[int, datetime] = {}
        for case in sorted(cases, key=lambda one: one.opened_at):
            firsts.setdefault(id(case.customer), case.opened_at)
        for customer in (known.customer for known in self.known):
            first = firsts.get(id(customer))
            if first is not None and (customer.created_at > first or self._chance.random() < 0.55):
                customer.created_at = first
        for identity in self._identities:
            first = identity.customer.created_at
            identity.added_at = first
            if identity.verified_at is not None:
                identity.verified_at = min(first + timedelta(days=1), self._at)

    def fails(self, known: Known, at: datetime) -> None:
        """Sending to their mail address failed for good."""
        for identity in self._identities:
            if identity.customer is known.customer and identity.kind == IdentityKind.EMAIL:
                identity.failed_at = at

    def write(self, book: Book) -> None:
        """Write the customers, organisations first, and what the journal says of them."""
        customers = [known.customer for known in self.known]
        for part in (
            [c for c in customers if c.kind == Kind.ORGANISATION],
            [c for c in customers if c.kind == Kind.PERSON],
        ):
            Customer.objects.bulk_create(part, batch_size=500)
        Identity.objects.bulk_create(self._identities, batch_size=500)
        ContactTime.objects.bulk_create(self._times)
        for customer in customers:
            book.note(customer.created_at, "customer.met", customer=customer)


def plain(name: str) -> str:
    """A name as the first part of a mail address: plain letters, dots between."""
    bare = unicodedata.normalize("NFKD", name.lower().replace("ı", "i").replace("ł", "l").replace("đ", "d"))
    words = "".join(c if c.isascii() and c.isalnum() else " " if c in " -'" else "" for c in bare).split()
    return ".".join((words[0], words[-1])) if len(words) > 1 else words[0]


def make_customers(register: Register, chance: Random, count: int) -> None:
    """About this many customers, in the shares of the three languages."""
    organisations = [
        register.add(name, "sv" if name.startswith(("Dag", "Bost")) else "fi", kind=Kind.ORGANISATION)
        for name in ORGANISATIONS[: max(2, count // 60)]
    ]
    for number in range(count):
        language = chance.choices(list(SHARES), list(SHARES.values()))[0]
        home = chance.choice(organisations).customer if chance.random() < 0.05 else None
        wishes = chance.choice(WISHES) if chance.random() < 0.08 else ""
        way = chance.choice((Way.MAIL, Way.PHONE, Way.SMS)) if chance.random() < 0.2 else Way.ANY
        known = register.add(
            _name(chance, language, register.names), language, organisation=home, wishes=wishes, way=way
        )
        if chance.random() < 0.08:
            register.prefers(known, *chance.choice(((9, 12), (12, 15), (16, 19))))
        if number % 60 == 7:
            _met_twice(register, known)


def _met_twice(register: Register, known: Known) -> None:
    """The same person under another address: for a colleague to find and join."""
    local, _, domain = known.mail.partition("@")
    other = next(name for name in DOMAINS if not domain.startswith(name))
    words = known.customer.name.split()
    turned = " ".join([*words[1:], words[0]])
    register.add(turned, known.language, mail=f"{local}@{known.customer.created_at:%j}.{other}.example")


def _name(chance: Random, language: str, taken: set[str]) -> str:
    """A name nobody has yet, while there are any."""
    for _try in range(40):
        name = _any_name(chance, language)
        if name not in taken:
            break
    return name


def _any_name(chance: Random, language: str) -> str:
    if language == "en":
        whole, other = chance.choice(FOREIGN), chance.choice(FOREIGN)
        return whole if chance.random() < 0.4 else f"{whole.split()[0]} {other.split()[-1]}"
    first, last = (SWEDISH_FIRST, SWEDISH_LAST) if language == "sv" else (FINNISH_FIRST, FINNISH_LAST)
    return f"{chance.choice(first)} {chance.choice(last)}"
