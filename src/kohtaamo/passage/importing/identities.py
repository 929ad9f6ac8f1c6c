"""By what a person told of is known: here, and earlier in the same file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.identities import normal_form, shown_form
from kohtaamo.passage.importing.told import Person, ToldCase, Unusable
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.sentences import meant

Thing = Person | ToldCase | Unusable


def identities_of(person: Person, source: str) -> list[tuple[str, str, str]]:
    """(kind, normal form, as shown) of what can be used; what cannot is left out. Raises ``Unusable`` when nothing is
    left."""
    outside = f"{source}:{person.outside_id}" if person.outside_id else ""
    told = [(IdentityKind.EMAIL, person.email), (IdentityKind.PHONE, person.phone), (IdentityKind.EXTERNAL, outside)]
    found: list[tuple[str, str, str]] = []
    trouble = Unusable(_("There is no address, number or id."))
    for kind, text in told:
        try:
            if text.strip():
                found.append((str(kind.value), normal_form(kind, text), shown_form(kind, text)))
        except Invalid as problem:
            facts = {"told": text[:60], "problem": [meant(problem.sentence), {}]}
            trouble = Unusable(_("%(told)s: %(problem)s"), facts=facts)
    if not found:
        raise trouble
    return found


def noting_repeats(told: Iterable[Thing], source: str) -> Iterator[Thing]:
    """The same things; those a file tells of for the second time are marked so, and a trial counts them once."""
    met: set[tuple[str, str]] = set()
    numbers: set[str] = set()
    for each in told:
        if isinstance(each, ToldCase):
            customer, is_again = _marked(each.customer, source, met), each.outside_id in numbers
            numbers.add(each.outside_id)
            yield replace(each, customer=customer, is_again=is_again)
        else:
            yield _marked(each, source, met) if isinstance(each, Person) else each


def _marked(person: Person, source: str, met: set[tuple[str, str]]) -> Person:
    try:
        keys = {(kind, value) for kind, value, _shown in identities_of(person, source)}
    except Unusable:
        return person
    is_again = bool(keys & met)
    met |= keys
    return replace(person, is_again=True) if is_again else person
