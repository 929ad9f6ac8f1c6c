"""Which changes of the tables this program has and its database has not been through yet.

Told by the names of their files alone: to load and order them all, as ``migrate`` must, takes seconds and tens of
megabytes, which neither a start nor a question whether all is well should cost.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def waiting() -> list[tuple[str, str]]:
    """Application and name of each change that waits for ``kohtaamo migrate``. Raises what the database raises."""
    return sorted(_known() - set(MigrationRecorder(connection).applied_migrations()))


@cache
def _known() -> set[tuple[str, str]]:
    """As the files stood at the first question: those of a newer version laid over a running one are not ours."""
    return {(each.label, name) for each in apps.get_app_configs() for name in _names(each.label)}


def _names(label: str) -> list[str]:
    module, _explicit = MigrationLoader.migrations_module(label)
    try:
        folder = import_module(str(module))
    except ModuleNotFoundError:
        return []
    return [each.name for each in iter_modules(folder.__path__) if not each.ispkg and each.name[0] not in "_~"]
