"""The rows every new system begins with, put back where a test with real transactions emptied the tables."""

from __future__ import annotations

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
