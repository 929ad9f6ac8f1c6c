"""``kohtaamo reindex``"""

from __future__ import annotations

import click

from kohtaamo.cli.progress import bars, sentences
from kohtaamo.encounters.indexing import index_everything


@click.command()
def command() -> None:
    """Put everything into the search index anew, while the system runs."""
    with sentences(), bars() as begin:
        count = index_everything(begin("Search index"))
    click.echo(f"{count} things can be found.")
