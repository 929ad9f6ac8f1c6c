"""A request may be granted in part; what was granted until now was granted whole."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    request = apps.get_model("mandates", "Request")
    given = models.Q(state="granted") | models.Q(state="defaulted", default_answer="grant")
    request.objects.filter(given).update(granted=models.F("amount"))


class Migration(migrations.Migration):
    dependencies = [("mandates", "0002_starting_kinds")]

    operations = [
        migrations.AddField(
            model_name="request", name="granted", field=models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
