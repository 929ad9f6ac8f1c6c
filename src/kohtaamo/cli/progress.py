"""Progress bars of long work, seen only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from django.utils.translation import override
from rich.console import Console
from rich.progress import Progress

from kohtaamo.platform.errors import KohtaamoError

Told = Callable[[int, int], object]


@contextmanager
def bars() -> Iterator[Callable[[str], Told]]:
    """What makes a bar of a name and returns what hears how much is done of how much."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:

        def begin(name: str) -> Told:
            bar = progress.add_task(name, total=None)
            return lambda done, of: progress.update(bar, completed=done, total=of)

        yield begin


@contextmanager
def sentences() -> Iterator[None]:
    """An error of the family ends the command with its sentence and exit code 1; so does a disk that does not obey."""
    with override("en"):
        try:
            yield
        except KohtaamoError as problem:
            fail(str(problem))
        except OSError as problem:
            fail(f"{problem.filename or ''}: {problem.strerror or problem}".lstrip(": "))


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and end."""
    click.echo(sentence, err=True)
    sys.exit(1)
