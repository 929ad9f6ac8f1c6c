"""The right that came with saved answers, for the roles a system started with."""

from typing import Any

from django.db import migrations

GIVEN = {"lead": ["answers.save"], "manager": ["answers.save"], "administrator": ["answers.save"]}


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name__in=GIVEN):
        role.rights = [*role.rights, *(right for right in GIVEN[role.name] if right not in role.rights)]
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_rights_to_order")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
