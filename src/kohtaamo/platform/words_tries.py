"""simplemma's dictionaries made into tries on disk, once for each version of it, by a process beside.

To make them takes ten seconds and 200 MB, which a serving process should not carry; to read them, a moment and a tenth.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from time import time

from django.conf import settings

LANGUAGES = ("fi", "sv", "en")
MAKING = "making-"
LEFT_AFTER = 3600  # seconds; to make them takes ten, on a slow machine some minutes

logger = logging.getLogger(__name__)


def folder() -> Path:
    """Where they are kept: a folder of its own for each version of the dictionaries."""
    from simplemma import __version__

    return Path(settings.KOHTAAMO["WORDS"] or Path(settings.DATA) / "words").joinpath(__version__)


def are_made() -> bool:
    """Whether all can be read. The folder comes to its place only when it is whole."""
    return all((folder() / f"{language}.dic").is_file() for language in LANGUAGES)


def make_beside() -> bool:
    """Make them in a process of their own; false, and a line in the log, when that does not succeed."""
    made = subprocess.run([sys.executable, "-m", __name__, str(folder())], capture_output=True, text=True, check=False)
    if made.returncode:
        logger.warning("the dictionaries could not be made ready in %s: %s", folder(), made.stderr.strip()[-500:])
    return made.returncode == 0


def make(place: Path, languages: Sequence[str] = LANGUAGES) -> None:
    """Make them at ``place``, at the back of the queue of the processor. Raises ``OSError``."""
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    os.nice(19)
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place.parent)
    beside = Path(mkdtemp(prefix=MAKING, dir=place.parent))
    try:
        tries = TrieDictionaryFactory(disk_cache_dir=str(beside))
        for language in languages:
            tries.get_dictionary(language)
            if not (beside / f"{language}.dic").is_file():
                raise OSError(f"{language}.dic could not be written")
        with suppress(OSError):  # another process was quicker, and its folder is as good
            beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Away with what makers that were killed have left. One at work now is younger than that."""
    for left in place.glob(f"{MAKING}*"):
        with suppress(FileNotFoundError):  # its maker has just brought it to its place
            if left.stat().st_mtime < time() - LEFT_AFTER:
                shutil.rmtree(left, ignore_errors=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
