"""``kohtaamo export``"""

from __future__ import annotations

from pathlib import Path

import click

from kohtaamo.cli.progress import bars, sentences
from kohtaamo.passage.exporting.export import export
from kohtaamo.passage.exporting.forms import FORMATS


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--files", is_flag=True, help="Attachments and raw mails too, each under its SHA-256.")
def command(folder: Path, format_: str, files: bool) -> None:
    """Write everything to FOLDER, a file for each table, as of one moment. Secrets are left out; nothing is cut."""
    with sentences(), bars() as begin:
        counts = export(folder, format=format_, files=files, told=begin("Export"))
    click.echo(f"{sum(counts.values())} rows in {len(counts)} files in {folder}")
