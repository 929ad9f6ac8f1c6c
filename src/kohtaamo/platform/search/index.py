"""Putting things into the index and taking them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kohtaamo.platform.search.models import Document
from kohtaamo.platform.search.terms import clean_all, kind_token, scope_token, shelved
from kohtaamo.platform.words import lemmas

LONGEST = 200_000  # characters of one thing that are indexed


@dataclass(frozen=True)
class Findable:
    """What is to be found: its kind (one word), its words, where it belongs and the scopes (letters and digits) of who may.

    Words on a ``shelf`` (letters) are found only by a question to that shelf: names among millions of sentences.
    """

    kind: str
    object_id: int
    group_id: int
    at: datetime
    text: str
    scope: tuple[str, ...]
    shelf: str = ""


def index(things: Iterable[Findable]) -> int:
    """Add or renew the things in the index; returns how many. The last of two that are the same thing counts."""
    rows = {(thing.kind, thing.object_id): _document(thing) for thing in things}
    Document.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["group_id", "at", "words", "scope"],
    )
    return len(rows)


def _document(thing: Findable) -> Document:
    return Document(
        kind=thing.kind,
        object_id=thing.object_id,
        group_id=thing.group_id,
        at=thing.at,
        words=" ".join(shelved(thing.shelf, clean_all(lemmas(thing.text[:LONGEST]).split()))),
        scope=" ".join([kind_token(thing.kind), *map(scope_token, thing.scope)]),
    )


def forget(kind: str, object_ids: Iterable[int]) -> None:
    """Take things out of the index."""
    Document.objects.filter(kind=kind, object_id__in=list(object_ids)).delete()
