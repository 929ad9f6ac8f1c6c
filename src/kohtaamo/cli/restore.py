"""``kohtaamo restore``"""

from __future__ import annotations

from pathlib import Path

import click

from kohtaamo.cli.progress import bars, sentences
from kohtaamo.encounters.commands.restored import hold_what_waited
from kohtaamo.platform.backup.archive import Reading
from kohtaamo.platform.backup.restore import restore


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace everything that is here now.")
@click.option("--verify", is_flag=True, help="Only read the backup through and tell whether it is whole.")
@click.option("--send-waiting", is_flag=True, help="Let messages leave that waited to leave when the backup was made.")
def command(file: Path, replace: bool, verify: bool, send_waiting: bool) -> None:
    """Put everything of a backup back: all of it or nothing. Works from one database to the other.

    Messages that waited to leave are held and shown on the operations page, since they may have left after the backup.
    """
    if verify:
        _verify(file)
        return
    held = 0

    def finish() -> None:
        nonlocal held
        held = 0 if send_waiting else hold_what_waited()

    with sentences(), bars() as begin:
        contents = restore(file, replace=replace, finish=finish, step=begin)
    click.echo(f"Restored {contents.rows} rows and {len(contents.files)} files as they were at {contents.made_at}.")
    if held:
        click.echo(f"{held} messages that waited to leave are held: look at the operations page.")
    click.echo("Start the server and the workers anew if they were running.")


def _verify(file: Path) -> None:
    with sentences(), bars() as begin:
        archive = Reading(file)
        archive.verify(begin("Reading"))
    told = archive.contents
    click.echo(f"Whole: {told.rows} rows and {len(told.files)} files as they were at {told.made_at}.")
