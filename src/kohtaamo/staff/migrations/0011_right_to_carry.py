"""The right that came with imports and exports on a page, for the role a system started with."""

from typing import Any

from django.db import migrations

GIVEN = ("administrator",)


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name__in=GIVEN):
        if "data.carry" not in role.rights:
            role.rights = [*role.rights, "data.carry"]
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0010_right_to_write_articles")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
