"""The rights to read the whole journal and to erase customers, for administrators."""

from typing import Any

from django.db import migrations

RIGHTS = ["journal.audit", "customers.erase"]


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name="administrator"):
        role.rights = [*role.rights, *(right for right in RIGHTS if right not in role.rights)]
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0007_right_to_connect")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
