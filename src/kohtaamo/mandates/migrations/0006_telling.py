"""How the customer was told of a decision. Until now it was in writing, or a note said that it was in person."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    decision = apps.get_model("mandates", "Decision")
    decision.objects.filter(message__isnull=False).update(told="mail")
    decision.objects.filter(message__isnull=True).update(told="person")


class Migration(migrations.Migration):
    dependencies = [("mandates", "0005_quiet_request")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="told",
            field=models.CharField(
                blank=True,
                choices=[("", "not told yet"), ("mail", "in writing"), ("person", "in person"), ("phone", "by phone")],
                default="",
                max_length=6,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
