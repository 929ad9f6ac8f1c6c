"""Whether two customers may be one and the same person or organisation.

A name alone is never enough, and neither is an address alone: a suggestion needs a name that agrees and one thing more.
A wrong suggestion costs a person's time and, taken, mixes two people's matters; a missed one costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.models import Customer

SIMILAR = 93.0  # token sort ratio of names, 0..100
TAIL = 7  # last digits of a phone number that are the same with and without a country's prefix
_WORDS = re.compile(r"[^\W_]+", re.UNICODE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SHARED_BOXES = _set(
    "admin asiakaspalvelu billing contact customer help hello hallinto info invoice isannointi kundtjanst laskutus mail"
    " noreply no-reply office order palvelu post posti sales support tilaukset toimisto varaus yllapito"
)
OPEN_DOMAINS = _set(
    "aol.com elisanet.fi gmail.com gmx.com hotmail.com hotmail.fi hotmail.se icloud.com kolumbus.fi live.com live.fi"
    " live.se luukku.com me.com msn.com netti.fi outlook.com pp.inet.fi proton.me protonmail.com saunalahti.fi"
    " suomi24.fi telia.com welho.com yahoo.com yahoo.se"
)


@dataclass(frozen=True)
class Marks:
    """What a customer is compared by. ``words`` is the name's words, sorted, empty when the name is an address."""

    words: str
    boxes: frozenset[str]
    domains: frozenset[str]
    tails: frozenset[str]


def marks(customer: Customer) -> Marks:
    """The marks of a customer whose identities are at hand."""
    mails = [each.value for each in customer.identities.all() if each.kind == IdentityKind.EMAIL]
    phones = [each.value for each in customer.identities.all() if each.kind == IdentityKind.PHONE]
    return Marks(
        words=name_words(customer.name),
        boxes=frozenset(filter(None, map(box, mails))),
        domains=frozenset(_domain(mail) for mail in mails) - OPEN_DOMAINS,
        tails=frozenset(phone[-TAIL:] for phone in phones if len(phone) > TAIL),
    )


def name_words(name: str) -> str:
    """The words of a name in one order and case; empty when it is an address, a number or a single word."""
    if "@" in name or not re.search(r"[^\W\d_]", name):
        return ""
    words = _WORDS.findall(name.casefold())
    return " ".join(sorted(words)) if len(words) > 1 else ""


def box(mail: str) -> str:
    """The part before the at sign without a tag (``eeva+lamppu`` is ``eeva``); empty for one that many share."""
    local = mail.partition("@")[0].partition("+")[0].casefold()
    return "" if local in SHARED_BOXES or len(local) < 4 else local


def _domain(mail: str) -> str:
    return mail.rpartition("@")[2].casefold()


def reason_to_join(first: Customer, second: Customer) -> str:
    """Why the two may be one: ``name_box``, ``name_phone``, ``name_organisation``, ``name_domain``, or empty."""
    a, b = marks(first), marks(second)
    if first.kind != second.kind or not a.words or not b.words:
        return ""
    if a.words != b.words and token_sort_ratio(a.words, b.words) < SIMILAR:
        return ""
    if a.boxes & b.boxes:
        return "name_box"
    if a.tails & b.tails:
        return "name_phone"
    if first.organisation_id is not None and first.organisation_id == second.organisation_id:
        return "name_organisation"
    return "name_domain" if a.words == b.words and a.domains & b.domains else ""


def name_forms(name: str) -> set[str]:
    """The ways the same name may have been written: as it is, turned round, in capitals, in small letters."""
    words = name.replace(",", " ").split()
    turned = [*words[1:], *words[:1]], [*words[-1:], *words[:-1]]
    plain = {" ".join(order) for order in (words, *turned)}
    comma = {f"{' '.join(words[1:])}, {words[0]}", f"{words[-1]}, {' '.join(words[:-1])}"} if len(words) > 1 else set()
    return {form for name in plain | comma for form in (name, name.title(), name.upper(), name.lower())}


def boxes(customers: Iterable[Customer]) -> set[str]:
    """Every box of these customers, for looking up others with the same."""
    return {each for customer in customers for each in marks(customer).boxes}
