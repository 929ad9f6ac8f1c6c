"""Rate limits and what several processes remember together, in the database."""

from __future__ import annotations

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_cache(_apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """The table of Django's database cache, by its own command; the embedded database does without."""
    if schema.connection.vendor == "postgresql":
        call_command("createcachetable", "shared_cache", database=schema.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("platform", "0005_connections")]

    operations = [
        migrations.CreateModel(
            name="Spent",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("used", models.PositiveIntegerField()),
                ("ends_at", models.FloatField(db_index=True)),
            ],
            options={"db_table": "limit_spent"},
        ),
        migrations.RunPython(make_cache, migrations.RunPython.noop),
    ]
