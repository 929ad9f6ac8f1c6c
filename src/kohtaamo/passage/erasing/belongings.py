"""What of this system is about a customer: found by following every relation, so that a new table is not forgotten."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Attachment, Case, Message

# Relations that do not make a row theirs: it is another's, and only mentions them.
ONLY_MENTIONS = {"for_customer", "merged_into", "organisation", "related"}
SHARED = {"Cause", "Notice", "Member", "Blob", "Touchpoint", "Template"}
SAID = {"encounters", "mail"}  # rooms in which messages live and travel
PIECE = 500
Owned = dict[type[Model], set[Any]]


def belongings(*, customers: Collection[int] = (), cases: Collection[int] = ()) -> Owned:
    """The keys of every row that belongs to these customers and to these cases, by model."""
    owned: Owned = {Customer: set(customers), Case: set(cases)}
    if customers:
        owned[Case] |= set(Case.objects.filter(customer_id__in=customers).values_list("pk", flat=True))
    grows = True
    while grows:
        grows = False
        for model in _models():
            found = _reached(model, owned)
            if found - owned.get(model, set()):
                owned.setdefault(model, set()).update(found)
                grows = True
    return {model: keys for model, keys in owned.items() if keys}


def said_in(case: int) -> Owned:
    """The keys of what was said in one case: messages, files, and how they came and went."""
    whole = belongings(cases=[case])
    near = {Message, Attachment}
    return {
        model: keys
        for model, keys in whole.items()
        if model._meta.app_label in SAID
        and (model in near or any(field.related_model in near for field in relations(model)))
    }


def _models() -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    ours = (model for model in every if model.__module__.startswith("kohtaamo."))
    return [model for model in ours if model not in {Customer, Case} and model.__name__ not in SHARED]


def _reached(model: type[Model], owned: Owned) -> set[Any]:
    found: set[Any] = set()
    for field in relations(model):
        keys = list(owned.get(field.related_model, ()))
        for start in range(0, len(keys), PIECE):
            part = {f"{field.name}__in": keys[start : start + PIECE]}
            found |= set(model._base_manager.filter(**part).values_list("pk", flat=True))
    return found


def relations(model: type[Model]) -> list[Any]:
    """The relations by which a row of this model belongs to another row."""
    fields: list[Field[Any, Any]] = list(model._meta.local_concrete_fields)
    return [field for field in fields if isinstance(field, ForeignKey) and field.name not in ONLY_MENTIONS]
