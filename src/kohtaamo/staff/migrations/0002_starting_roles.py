"""The roles every system starts with."""

from typing import Any

from django.db import migrations

from kohtaamo.staff.choices import STARTING_RIGHTS


def forwards(apps: Any, editor: Any) -> None:
    role = apps.get_model("staff", "Role")
    for name, rights in STARTING_RIGHTS.items():
        role.objects.get_or_create(name=str(name), defaults={"rights": [str(right.value) for right in rights]})


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
