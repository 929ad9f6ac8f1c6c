"""Clearing the demonstration: everything goes, since it never mixes with anything real."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from kohtaamo.demo.errors import NothingToClear
from kohtaamo.demo.models import Demonstration
from kohtaamo.demo.queries import forget_what_is_known
from kohtaamo.mandates.choices import STARTING_KINDS
from kohtaamo.mandates.models import Kind
from kohtaamo.platform.storage.models import Blob
from kohtaamo.staff.models import Role

KEPT_APPS = frozenset({"auth", "contenttypes", "sites"})
KEPT: tuple[type[models.Model], ...] = (Role, Kind)


def clear() -> None:
    """Remove every row of the demonstration, also of one loaded only halfway. Raises ``NothingToClear``.

    The rows go in one transaction, the mark among them; the files of large mails go after it.
    """
    if not Demonstration.objects.exists():
        raise NothingToClear
    large = list(Blob.objects.filter(packed__isnull=True).values_list("digest", flat=True))
    with transaction.atomic():
        _begin_kinds_anew()
        for model in removable():
            # References are checked at commit, when all of them are gone.
            model._base_manager.all()._raw_delete(using=connection.alias)
    for digest in large:
        (Path(settings.DATA) / "files" / digest[:2] / digest[2:4] / digest).unlink(missing_ok=True)
    forget_what_is_known()


def _begin_kinds_anew() -> None:
    Kind.objects.update(fulfiller=None, helped=0, concluded=0, answer_seconds=None)
    for code, (_unit, usual) in STARTING_KINDS.items():
        Kind.objects.filter(code=code).update(usual_amount=usual)


def removable() -> list[type[models.Model]]:
    """The tables that hold what people and the system wrote; the starting roles and kinds of decision stay."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model not in KEPT
        and model._meta.app_label not in KEPT_APPS
        and model._meta.managed
        and not model._meta.proxy
    ]
