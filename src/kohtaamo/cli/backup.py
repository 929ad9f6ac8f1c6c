"""``kohtaamo backup``"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from kohtaamo.cli.progress import bars, sentences
from kohtaamo.platform.backup.make import backup


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write everything (rows, files, the signing key) to FILE while the system runs. Keep FILE as safe as the system."""
    signal.signal(signal.SIGTERM, _end)
    with sentences(), bars() as begin:
        contents = backup(file, told=begin("Backup"))
    size = file.stat().st_size
    click.echo(f"{file}: {contents.rows} rows, {len(contents.files)} files, {size / 1e6:.1f} MB")


def _end(*_: object) -> NoReturn:
    """Asked to stop: what was begun is taken away."""
    sys.exit(143)
