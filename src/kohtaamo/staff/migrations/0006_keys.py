"""Keys by which programs act as members of staff, and the right to make them for the roles a system started with."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GIVEN = ("lead", "manager", "administrator")
RIGHT = "keys.make"


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name__in=GIVEN):
        if RIGHT not in role.rights:
            role.rights = [*role.rights, RIGHT]
            role.save(update_fields=["rights"])


def _member(**given: Any) -> Any:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, **given
    )


class Migration(migrations.Migration):
    dependencies = [("staff", "0005_right_to_save_answers")]
    operations = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=16, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("scopes", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("made_by", _member()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("revoked_by", _member(blank=True)),
            ],
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
