"""Readers for whom only news matter begin at the present: after an upgrade nobody is told of years ago, and no page waits for it."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Max

NEWS = ("notifications", "rules", "connections")


def begin_now(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """In a database with a past, put readers that have not begun at its newest entry; a new one is read from the start."""
    entries, cursors = apps.get_model("platform", "Entry"), apps.get_model("platform", "Cursor")
    last = entries.objects.aggregate(last=Max("id"))["last"]
    if last:
        for name in NEWS:
            cursors.objects.get_or_create(reader=name, defaults={"last_id": last})


class Migration(migrations.Migration):
    dependencies = [("platform", "0006_limits")]

    operations = [migrations.RunPython(begin_now, migrations.RunPython.noop)]
