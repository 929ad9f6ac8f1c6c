"""What the database of a test run begins with: the rows every new system has, and ids as a house in use has them."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

from kohtaamo.mandates.choices import STARTING_KINDS
from kohtaamo.mandates.models import Kind
from kohtaamo.staff.choices import STARTING_RIGHTS
from kohtaamo.staff.models import Role


def put_back() -> None:
    """Roles and kinds of decision, those that are missing."""
    if Role.objects.count() < len(STARTING_RIGHTS):
        for name, rights in STARTING_RIGHTS.items():
            Role.objects.get_or_create(name=name, defaults={"rights": [str(right.value) for right in rights]})
    if Kind.objects.count() < len(STARTING_KINDS):
        for code, (unit, usual) in STARTING_KINDS.items():
            Kind.objects.get_or_create(code=str(code), defaults={"unit": str(unit), "usual_amount": usual})


def set_apart() -> None:
    """No id of one table is an id of another, and none is small: what confuses them, or counts on ids from 1, is seen."""
    numbered = [each for each in apps.get_models() if isinstance(each._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        for place, model in enumerate(sorted(numbered, key=lambda each: each._meta.db_table), start=1):
            table, column, first = model._meta.db_table, model._meta.pk.column, place * 1_000_000
            if connection.vendor == "postgresql":
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, first])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
