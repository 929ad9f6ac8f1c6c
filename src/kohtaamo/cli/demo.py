"""``kohtaamo demo``"""

from __future__ import annotations

import sys
from typing import NoReturn

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override
from rich.console import Console
from rich.progress import Progress

from kohtaamo.demo.cast.organisation import PEOPLE, SHOWN, address_of
from kohtaamo.demo.commands.clear import clear as clear_all
from kohtaamo.demo.commands.load import load as load_all
from kohtaamo.demo.models import Demonstration
from kohtaamo.demo.queries import loaded_demonstration
from kohtaamo.platform.errors import KohtaamoError

ROLES = {
    "front_line": "front line", "expert": "expert", "lead": "team lead", "manager": "manager",
    "administrator": "administrator",
}  # fmt: skip
NOTES = {"emma": ", in Swedish", "oliver": ", in English"}


@click.group()
def command() -> None:
    """Load or clear the demonstration organisation."""


@command.command()
@click.option("--unless-loaded", is_flag=True, help="Do nothing when it is there already.")
@click.option("--encounters", default=2000, show_default=True, type=click.IntRange(40, 100_000), help="About how many.")
@click.option("--days", default=90, show_default=True, type=click.IntRange(75, 3650), help="How far back they go.")
def load(unless_loaded: bool, encounters: int, days: int) -> None:
    """Load an invented home-goods chain: its people, customers and what happened between them."""
    call_command("migrate", verbosity=0, interactive=False)
    mark = loaded_demonstration() if unless_loaded else None
    if mark is None:
        mark = _load(encounters, days)
    _tell(mark)


def _load(encounters: int, days: int) -> Demonstration:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Loading the demonstration", total=None)
        try:
            return load_all(
                encounters=encounters, days=days, told=lambda done, of: progress.update(bar, completed=done, total=of)
            )
        except KohtaamoError as problem:
            progress.stop()
            _refuse(problem)


def _refuse(problem: KohtaamoError) -> NoReturn:
    with override("en"):
        click.echo(str(problem), err=True)
    sys.exit(1)


def _tell(mark: Demonstration) -> None:
    """The address, and whom one can be."""
    roles = {name: ROLES[role] for name, _full, role, *_rest in PEOPLE}
    names = {name: full for name, full, *_rest in PEOPLE}
    click.echo(f"\nThe demonstration “Aitta & Tupa” is loaded. Open {settings.URL} and sign in as")
    for name in SHOWN:
        click.echo(f"  {address_of(name):<36} {names[name]}, {roles[name]}{NOTES.get(name, '')}")
    click.echo(f"Password for each: {mark.password}")
    click.echo(f"Be the customer: {settings.URL}/demo/customer/\n")


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(yes: bool) -> None:
    """Remove the demonstration, all of it, also what was written while trying it out."""
    call_command("migrate", verbosity=0, interactive=False)
    if not yes:
        click.confirm("Everything of the demonstration is removed. Go on?", abort=True)
    try:
        clear_all()
    except KohtaamoError as problem:
        _refuse(problem)
    click.echo("The demonstration is gone. The next start begins empty.")
