"""The right to connect other systems, for administrators."""

from typing import Any

from django.db import migrations

RIGHT = "connections.manage"


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name="administrator"):
        if RIGHT not in role.rights:
            role.rights = [*role.rights, RIGHT]
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_keys")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
