"""``kohtaamo check``"""

from __future__ import annotations

import sys

import click
from django.utils.translation import override
from rich.console import Console
from rich.progress import Progress

from kohtaamo.web.desk.operations.checking import check_blobs, checks, is_ready
from kohtaamo.web.desk.operations.ground import Check


@click.command()
@click.option("--all", "every", is_flag=True, help="Read every kept file and the whole database; takes time.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each check.")
def command(every: bool, as_json: bool) -> None:
    """Tell whether everything is in order. Exits with 1 when something must be mended."""
    with override("en"):
        done = checks(every=every)
        if is_ready(done):
            done += [_files(every)]
        for each in done:
            _say(each, as_json)
    sys.exit(0 if all(each.is_fine or each.is_remark for each in done) else 1)


def _files(every: bool) -> Check:
    """Look into kept files, with a progress bar when a person watches."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not (every and console.is_terminal)) as progress:
        bar = progress.add_task("Reading kept files")
        return check_blobs(every=every, told=lambda done, of: progress.update(bar, completed=done, total=of))


def _say(check: Check, as_json: bool) -> None:
    if as_json:
        click.echo(check.as_json())
        return
    marks = {True: click.style("ok", fg="green"), False: click.style("!!", fg="red")}
    mark = click.style("--", fg="yellow") if check.is_remark else marks[check.is_fine]
    click.echo(f"{mark}  {check.name}: {check.said}")
