"""Rights to name tags and to shape the work, for the roles a system started with."""

from typing import Any

from django.db import migrations

ROLES = ["lead", "manager", "administrator"]
GIVEN = ["tags.name", "work.shape"]


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name__in=ROLES):
        role.rights = [*role.rights, *(right for right in GIVEN if right not in role.rights)]
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_rights_to_decide")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
