"""``kohtaamo serve``"""

from __future__ import annotations

import os

import click

from kohtaamo.config.options import WrongOption, read_options

OPEN_AT_ONCE = 8192  # requests of one process, the live streams among them


@click.command()
@click.option("--bind", default="", help="Address and port, such as 0.0.0.0:8000 (KOHTAAMO_BIND).")
@click.option("--migrate/--no-migrate", default=None, help="Bring the database to this version first.")
def command(bind: str, migrate: bool | None) -> None:
    """Serve the pages, and the background work beside them."""
    from granian import Granian
    from granian.constants import Interfaces

    if migrate is not None:
        os.environ["KOHTAAMO_MIGRATE"] = "yes" if migrate else "no"
    try:
        options = read_options()
    except WrongOption as problem:
        raise click.ClickException(str(problem)) from problem
    host, _, port = (bind or str(options["BIND"])).rpartition(":")
    processes = int(options["PROCESSES"])
    if processes > 1 and not options["DATABASE_URL"]:
        raise click.ClickException("Several processes need PostgreSQL: set KOHTAAMO_DATABASE_URL.")
    if not port.isdecimal():
        raise click.ClickException("KOHTAAMO_BIND: write an address and a port, such as 127.0.0.1:8000.")
    click.echo(f"Kohtaamo answers at {options['URL']}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kohtaamo.config.settings")
    Granian(
        "kohtaamo.config.asgi:application", address=host or "127.0.0.1", port=int(port), interface=Interfaces.ASGI,
        workers=processes, log_access=False, respawn_failed_workers=True, backpressure=OPEN_AT_ONCE,
    ).serve()  # fmt: skip
