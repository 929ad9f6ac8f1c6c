"""Which organisation a person belongs to: found by its name, chosen when several fit, made when none does."""

from __future__ import annotations

from dataclasses import dataclass, field

from kohtaamo.customers.choices import Kind
from kohtaamo.customers.models import Customer
from kohtaamo.customers.queries import by_ids, customer_for, organisations_named
from kohtaamo.encounters.findable import WHO, scopes_of
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.search.find import find
from kohtaamo.web.desk.customers.forms import NEW, DetailsForm
from kohtaamo.web.gate import DeskRequest


@dataclass(frozen=True)
class Belonging:
    """The organisation meant. Not clear: the person chooses among ``choices``, or has a new one made."""

    name: str = ""
    new_name: str = ""
    organisation: Customer | None = None
    is_clear: bool = True
    choices: list[Customer] = field(default_factory=list)


def belonging(request: DeskRequest, form: DetailsForm) -> Belonging:
    """Read the organisation from the form."""
    if not form.is_valid() or form.cleaned_data["kind"] == Kind.ORGANISATION:
        return Belonging()
    name = " ".join(form.cleaned_data["organisation"].split())
    if not name:
        return Belonging()
    chosen = request.POST.get("chosen", "")
    if chosen == NEW:
        return Belonging(name, new_name=name)
    if (number := number_in(chosen)) is not None and (organisation := _organisation(request, number)):
        return Belonging(name, organisation=organisation)
    named = organisations_named(request.user, name)
    if len(named) == 1:
        return Belonging(name, organisation=named[0])
    return Belonging(name, is_clear=False, choices=named or _similar(request, name))


def _organisation(request: DeskRequest, customer_id: int) -> Customer | None:
    try:
        found = customer_for(request.user, customer_id)
    except NotFound:
        return None
    return found if found.kind == Kind.ORGANISATION else None


def _similar(request: DeskRequest, name: str) -> list[Customer]:
    hits = find(name, scopes=scopes_of(request.user), kinds=["customer"], shelf=WHO, limit=40)
    found = by_ids(request.user, [hit.object_id for hit in hits])
    return [customer for customer in found if customer.kind == Kind.ORGANISATION][:8]
