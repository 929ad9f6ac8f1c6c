"""Whose path a hand-over stands on, filled from its case."""

from __future__ import annotations

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    case, handover = apps.get_model("encounters", "Case"), apps.get_model("promises", "Handover")
    whose = case.objects.filter(pk=models.OuterRef("case_id")).values("customer_id")[:1]
    handover.objects.update(customer_id=models.Subquery(whose))


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_names_apart"), ("promises", "0008_told_index")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="customer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
