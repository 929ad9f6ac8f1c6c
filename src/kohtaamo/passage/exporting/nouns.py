"""What is exported: every table of ours with every column, but for secrets and the machine's own notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

# What opens a door, and what the machine notes for itself: of no use elsewhere.
SECRETS = {
    "password", "secret", "client_secret", "decrypting", "nonce", "key", "digest", "prefix", "sealed", "packed", "once",
}  # fmt: skip
OWN_NOTES = {
    "search_document", "jobs_worker", "journal_cursor", "storage_blob", "encounters_visitor", "limit_spent",
    "api_keptanswer", "mail_acknowledged", "staff_invitation", "staff_key", "staff_invitation_teams",
}  # fmt: skip
KEYS_THAT_ARE_NAMES = {("platform", "Dismissal", "key")}
AT_ONCE = 2000


class Noun:
    """One table as it is exported."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = model._meta.db_table
        self.fields: list[Field[Any, Any]] = [each for each in model._meta.local_concrete_fields if _is_told(each)]

    @property
    def columns(self) -> list[str]:
        return [field.attname for field in self.fields]

    def count(self) -> int:
        return int(self.model._base_manager.count())

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Each row, in the order of keys, a few in memory at a time."""
        found = self.model._base_manager.order_by("pk").values_list(*self.columns)
        yield from found.iterator(chunk_size=AT_ONCE)


def _is_told(field: Field[Any, Any]) -> bool:
    where = (field.model._meta.app_label, field.model.__name__, field.name)
    return not field.generated and (field.name not in SECRETS or where in KEYS_THAT_ARE_NAMES)


def nouns() -> list[Noun]:
    """Every table that is exported, by name."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("kohtaamo.") and model._meta.managed and model._meta.db_table not in OWN_NOTES
    ]
    return [Noun(model) for model in sorted(models, key=lambda model: model._meta.db_table)]
