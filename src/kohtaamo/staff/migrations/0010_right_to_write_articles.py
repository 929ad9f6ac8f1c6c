"""The right that came with articles, for the roles a system started with."""

from typing import Any

from django.db import migrations

GIVEN = ("expert", "lead", "manager", "administrator")


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name__in=GIVEN):
        if "articles.write" not in role.rights:
            role.rights = [*role.rights, "articles.write"]
            role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0009_providers_and_second_step")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
