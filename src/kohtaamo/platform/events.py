"""Telling an upper room that something happened, without knowing it.

A room publishes a small dataclass; ``config/subscriptions.py`` names who listens. Listeners run at once, inside the
publisher's transaction: what they write stands or falls with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def publish(event: object) -> None:
    """Call every listener of this event's class, in the order of the table."""
    for listener in _listeners().get(type(event), ()):
        listener(event)


@cache
def _listeners() -> Mapping[type, Sequence[Callable[[Any], None]]]:
    module = import_module(getattr(settings, "KOHTAAMO_SUBSCRIPTIONS", "kohtaamo.config.subscriptions"))
    table: dict[type, list[Callable[[Any], None]]] = {}
    for event, paths in module.SUBSCRIPTIONS.items():
        table[import_string(event)] = [import_string(path) for path in paths]
    return table
