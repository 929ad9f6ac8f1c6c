"""``kohtaamo migrate``"""

from __future__ import annotations

import click
from django.core.management import call_command


@click.command()
def command() -> None:
    """Bring the database to this version. Safe to run again."""
    call_command("migrate", verbosity=1, interactive=False)
