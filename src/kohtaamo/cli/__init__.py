"""The command line: ``kohtaamo COMMAND``. Each command is a file; each fails with a sentence and a non-zero exit."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

COMMANDS = {
    "serve": ("kohtaamo.cli.serve", "Serve the pages, and the background work beside them."),
    "worker": ("kohtaamo.cli.worker", "Run only the background work."),
    "migrate": ("kohtaamo.cli.migrate", "Bring the database to this version."),
    "demo": ("kohtaamo.cli.demo", "Load or clear the demonstration organisation."),
    "mail": ("kohtaamo.cli.mail", "Take in mails from files."),
    "user": ("kohtaamo.cli.user", "Add a member of staff, or give a new sign-in link."),
    "check": ("kohtaamo.cli.check", "Tell whether everything is in order."),
    "export": ("kohtaamo.cli.export", "Write everything in CSV, JSON lines or Parquet."),
    "import": ("kohtaamo.cli.import_", "Take in customers, or cases of another system."),
    "reindex": ("kohtaamo.cli.reindex", "Put everything into the search index anew."),
    "backup": ("kohtaamo.cli.backup", "Write everything to one file, while the system runs."),
    "restore": ("kohtaamo.cli.restore", "Put everything of a backup back, all of it or nothing."),
}


WITHOUT_DJANGO = {"serve"}  # its parent process only watches over the one that serves, and stays small


class _Lazy(click.Group):
    """Loads a command's file, and Django, only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in WITHOUT_DJANGO:
            _set_up()
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_module, about) in COMMANDS.items()])


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kohtaamo")
def main() -> None:
    """Kohtaamo: where an organisation meets its customers."""


def _set_up() -> None:
    from kohtaamo.config.options import WrongOption

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kohtaamo.config.settings")
    try:
        import django

        django.setup()
    except WrongOption as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
