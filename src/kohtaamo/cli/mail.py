"""``kohtaamo mail``"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.core.management import call_command
from django.db import connection

from kohtaamo.channels.mail.bulk import Taken, take_in_all
from kohtaamo.channels.mail.commands.intake import read_left_behind
from kohtaamo.channels.mail.files import mail_files, mails_in
from kohtaamo.channels.mail.models import Intake, Mailbox
from kohtaamo.channels.mail.reporting import report, told_outcome

KINDS = ("stored", "auto_reply", "bounce", "complaint", "spam", "duplicate", "rejected")


@click.group()
def command() -> None:
    """Take in mails from files."""


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each mail.")
@click.option("--mailbox", "address", default="", help="The mailbox of ours they came to, when they do not tell.")
@click.option("--history", is_flag=True, help="They are the past: taken in silently, waiting for nobody.")
def ingest(files: tuple[Path, ...], as_json: bool, address: str, history: bool) -> None:
    """Take in mails from FILES (single mails, mbox, folders) the very way they come by IMAP. Nothing is sent out."""
    _make_database()
    read_left_behind()
    reader = _Files(list(mail_files(files)))
    counts: Counter[str] = Counter()
    taken = take_in_all(reader.mails(), mailbox=_mailbox(address), is_history=history)
    with click.progressbar(length=reader.size, label="Mails", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for one in taken:
            counts[told_outcome(one.intake)] += 1
            if as_json:
                click.echo(json.dumps(_line(one), ensure_ascii=False))
            bar.update(len(one.raw))
    _close(counts, reader.unopened, as_json=as_json)


def _make_database() -> None:
    if Intake._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)


def _line(one: Taken) -> dict[str, Any]:
    line = report(one.name, one.intake, one.opened)
    return {key: _printable(value) for key, value in line.items()}


def _printable(value: Any) -> Any:
    """The value with halves of surrogate pairs replaced, which UTF-8 cannot carry."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_printable(one) for one in value]
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return value


class _Files:
    """The mails of the files, one after another; a file that cannot be opened is told of and passed over."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths
        self.size = sum(path.stat().st_size for path in paths if path.is_file())
        self.unopened = 0

    def mails(self) -> Iterator[tuple[str, bytes]]:
        for path in self._paths:
            try:
                for raw in mails_in(path):
                    yield str(path), raw
            except OSError as problem:
                self.unopened += 1
                click.echo(f"{path}: {problem.strerror or problem}", err=True)


def _mailbox(address: str) -> Mailbox | None:
    if not address:
        return None
    found = (
        Mailbox.objects.select_related("touchpoint__team", "touchpoint__hours").filter(address__iexact=address).first()
    )
    if found is None:
        raise click.ClickException(f"{address} is not a mailbox here. Leave --mailbox out, or add the mailbox first.")
    return found


def _close(counts: Counter[str], unopened: int, *, as_json: bool) -> None:
    parts = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    click.echo(f"{counts.total()} in" + (f": {parts}" if parts else ""), err=as_json)
    if unopened:
        raise click.ClickException(f"{unopened} could not be opened; the others were taken in.")
