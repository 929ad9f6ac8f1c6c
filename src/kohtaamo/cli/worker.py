"""``kohtaamo worker``"""

from __future__ import annotations

import signal
import threading

import click


@click.command()
def command() -> None:
    """Run only the background work: jobs, mail, the journal's readers and the clock."""
    from kohtaamo.config.background import Background

    done = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: done.set())
    background = Background(work=True, pages=False)
    background.start()
    click.echo("The worker is running.")
    done.wait()
    background.stop()
