"""``kohtaamo serve``"""

from __future__ import annotations

import click
from django.conf import settings
from django.core.management import call_command


@click.command()
@click.option("--bind", default="", help="Address and port, such as 0.0.0.0:8000 (KOHTAAMO_BIND).")
@click.option("--migrate/--no-migrate", default=True, help="Bring the database to this version first.")
def command(bind: str, migrate: bool) -> None:
    """Serve the pages, and the background work beside them."""
    from granian import Granian
    from granian.constants import Interfaces

    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
    host, _, port = (bind or str(settings.KOHTAAMO["BIND"])).rpartition(":")
    processes = int(settings.KOHTAAMO["PROCESSES"])
    if processes > 1 and not settings.KOHTAAMO["DATABASE_URL"]:
        raise click.ClickException("Several processes need PostgreSQL: set KOHTAAMO_DATABASE_URL.")
    click.echo(f"Kohtaamo answers at {settings.URL}")
    Granian(
        "kohtaamo.config.asgi:application", address=host or "127.0.0.1", port=int(port), interface=Interfaces.ASGI,
        workers=processes, log_access=False, respawn_failed_workers=True,
    ).serve()  # fmt: skip
