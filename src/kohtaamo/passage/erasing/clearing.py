"""Taking the words out of rows: the rows stay, so counts, times and states still tell the truth."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, JSONField, Model, Q, TextField, UniqueConstraint, Value
from django.db.models.functions import Cast, Concat

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.passage.erasing.belongings import PIECE, Owned
from kohtaamo.platform.connections.models import Dispatch
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.search.index import forget
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.storage.tidy import take_away_later

MARK = "–"  # stands where words were and something must stand
GONE = "erased"
# Rows that are nothing but a way to the person, or their words.
REMOVED = {
    "Identity", "OwnPage", "Draft", "Participant", "Attachment", "ContactTime", "Duplicate", "Visitor", "Later", "FieldValue",
    "Taken",
}  # fmt: skip
# Codes and numbers of ours, not anybody's words.
KEPT = {
    "key", "once", "nonce", "code", "status_code", "language", "channel", "source", "currency", "unit", "kind", "state",
    "role", "outcome", "form", "way", "type", "digest", "zone",
}  # fmt: skip
PLAIN_KEYS = {"through", "channel", "kind", "state", "outcome", "way", "form", "by", "source", "code", "failing"}


def clear(owned: Owned) -> None:
    """Take the words out of all that belongs. Called inside a unit of work."""
    digests = set(_digests(owned))
    for model, keys in owned.items():
        if model.__name__ in REMOVED:
            for part in _parts(keys):
                model._base_manager.filter(pk__in=part).delete()
    for model, keys in owned.items():
        if model.__name__ not in REMOVED and (changes := _changes(model)):
            for part in _parts(keys):
                model._base_manager.filter(pk__in=part).update(**changes)
    quiet_journal(owned.get(Customer, ()), owned.get(Case, ()))
    for kind, model in (("message", Message), ("case", Case), ("customer", Customer)):
        for part in _parts(owned.get(model, ())):
            forget(kind, part)
    let_go(digests)


def _changes(model: type[Model]) -> dict[str, Any]:
    unique = _unique_names(model)
    changes: dict[str, Any] = {}
    for field in model._meta.local_concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is Blob and field.null:
            changes[field.name] = None
        elif field.name not in KEPT and not field.generated and (blank := _blank(field, unique)) is not _KEEP:
            changes[field.name] = blank
    return changes


_KEEP = object()


def _blank(field: Field[Any, Any], unique: set[str]) -> Any:
    if isinstance(field, JSONField):
        return field.get_default()
    if not isinstance(field, (CharField, TextField)) or field.choices or field.primary_key:
        return _KEEP
    if field.name in unique:
        return Concat(Value(f"{GONE}-"), Cast("pk", CharField()), output_field=CharField())
    if field.null:
        return None
    return "" if field.blank else MARK


def _unique_names(model: type[Model]) -> set[str]:
    names = {field.name for field in model._meta.local_concrete_fields if field.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            names |= set(constraint.fields)
    return names


def clear_files(owned: Owned) -> None:
    """Take away files and originals, and leave the words. Called inside a unit of work."""
    digests = set(_digests(owned))
    for model, keys in owned.items():
        bytes_of = {field.name: None for field in _blobs(model) if field.null}
        for part in _parts(keys):
            rows = model._base_manager.filter(pk__in=part)
            if model is Attachment:
                rows.delete()
            elif bytes_of:
                rows.update(**bytes_of)
    let_go(digests)


def _blobs(model: type[Model]) -> list[Any]:
    fields = model._meta.local_concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model is Blob]


def quiet_journal(customers: Collection[int], cases: Collection[int]) -> None:
    """Entries keep what happened, when, to which number and by whom; words in them go."""
    for part, name in [
        *((part, "customer_id") for part in _parts(customers)),
        *((part, "case_id") for part in _parts(cases)),
    ]:
        entries = []
        for entry in Entry.objects.filter(Q(**{f"{name}__in": part})).iterator(chunk_size=PIECE):
            quiet = {key: _quiet(key, value) for key, value in entry.data.items()}
            if quiet != entry.data:
                entry.data = quiet
                entries.append(entry)
        Entry.objects.bulk_update(entries, ["data"], batch_size=PIECE)
        told = Entry.objects.filter(**{f"{name}__in": part}).values("pk")
        Dispatch.objects.filter(entry_id__in=told).update(body="")


def _quiet(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return value if key in PLAIN_KEYS or _is_moment(value) else GONE
    if isinstance(value, list):
        return [_quiet(key, each) for each in value]
    if isinstance(value, dict):
        return {each: _quiet(each, inner) for each, inner in value.items()}
    return value


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _digests(owned: Owned) -> Iterator[str]:
    for model, keys in owned.items():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Blob:
                for part in _parts(keys):
                    found = model._base_manager.filter(pk__in=part).exclude(**{field.name: None})
                    yield from found.values_list(field.attname, flat=True)


def let_go(digests: Collection[str]) -> None:
    """Remove kept bytes that nobody else's row names."""
    for part in _parts(digests):
        left = set(part)
        for field in _naming_blobs():
            named = field.model._base_manager.filter(**{f"{field.name}__in": part})
            left -= set(named.values_list(field.attname, flat=True))
        Blob.objects.filter(pk__in=left).delete()
        take_away_later(left)


def _naming_blobs() -> list[Any]:
    """Every relation to kept bytes."""
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model is Blob]


def _parts(keys: Collection[Any]) -> Iterator[list[Any]]:
    every = sorted(keys)
    for start in range(0, len(every), PIECE):
        yield every[start : start + PIECE]
