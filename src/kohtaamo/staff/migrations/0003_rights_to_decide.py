"""Rights that came with mandates, notices and public promises, for the roles a system started with."""

from typing import Any

from django.db import migrations

GIVEN = {
    "front_line": ["decisions.make"],
    "expert": ["decisions.make"],
    "lead": ["decisions.make", "mandates.grant", "notices.send", "promises.publish"],
    "manager": ["decisions.make", "mandates.grant", "notices.send", "promises.publish"],
    "administrator": ["decisions.make", "mandates.grant", "notices.send", "promises.publish"],
}


def forwards(apps: Any, editor: Any) -> None:
    for role in apps.get_model("staff", "Role").objects.filter(name__in=GIVEN):
        role.rights = [*role.rights, *(right for right in GIVEN[role.name] if right not in role.rights)]
        role.save(update_fields=["rights"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_starting_roles")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
