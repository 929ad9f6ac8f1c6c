"""The kinds of decision every system starts with."""

from typing import Any

from django.db import migrations

from kohtaamo.mandates.choices import STARTING_KINDS


def forwards(apps: Any, editor: Any) -> None:
    kind = apps.get_model("mandates", "Kind")
    for code, (unit, usual) in STARTING_KINDS.items():
        kind.objects.get_or_create(code=str(code), defaults={"unit": str(unit), "usual_amount": usual})


class Migration(migrations.Migration):
    dependencies = [("mandates", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
