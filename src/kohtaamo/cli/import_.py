"""``kohtaamo import``"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from kohtaamo.cli.progress import bars, fail, sentences
from kohtaamo.passage.importing.identities import noting_repeats
from kohtaamo.passage.importing.reading import NAMES, PEOPLE, things
from kohtaamo.passage.importing.taking import Into, Report, take
from kohtaamo.passage.importing.told import Unusable
from kohtaamo.touchpoints.models import Touchpoint


@click.command()
@click.argument("source", type=click.Choice(NAMES))
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would be taken in.")
@click.option("--touchpoint", "number", type=int, help="The number of the touchpoint that cases belong to.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
def command(source: str, file: Path, dry_run: bool, number: int | None, as_json: bool) -> None:
    """Take in customers (customers: CSV, vcard) or cases of another system (JSON, zip or folder) from FILE.

    Safe to repeat: what was taken in before is known again. Nothing is sent out. Mails come by: kohtaamo mail ingest
    --history. Exits with 1 when some rows could not be used; the rest is in.
    """
    into = Into(source, None if source in PEOPLE else _touchpoint(number), is_dry=dry_run)
    with sentences(), bars() as begin:
        bar = begin("Rows")
        try:
            report = _take(source, file, into, lambda done: bar(done, 0))
        except Unusable as problem:
            fail(str(problem))
    _tell(report, dry_run, as_json)
    sys.exit(1 if report.bad else 0)


def _take(source: str, file: Path, into: Into, done: Callable[[int], object]) -> Report:
    told = things(source, file)
    return take(noting_repeats(told, source) if into.is_dry else told, into, done)


def _touchpoint(number: int | None) -> Touchpoint:
    found = Touchpoint.objects.select_related("team").order_by("pk")
    if number is not None:
        found = found.filter(pk=number)
    every = list(found)
    if len(every) != 1:
        rows = "".join(f"\n  {each.pk}  {each}" for each in Touchpoint.objects.order_by("pk"))
        fail(
            f"Say with --touchpoint which touchpoint the cases belong to:{rows or ' there is none yet, make one first.'}"
        )
    return every[0]


def _tell(report: Report, is_dry: bool, as_json: bool) -> None:
    if as_json:
        told = {name: value for name, value in vars(report).items() if name != "unusable"}
        click.echo(json.dumps({**told, "why": report.why}, ensure_ascii=False))
        return
    for why in report.why:
        click.echo(why, err=True)
    begin = "Would take in" if is_dry else "Took in"
    click.echo(
        f"{begin} {report.new} new ({report.customers} new customers, {report.messages} messages);"
        f" {report.known} known before; {report.bad} could not be used."
    )
