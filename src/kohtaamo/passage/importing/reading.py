"""From a file of any source to things in one shape: the way both the command line and the pages take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kohtaamo.passage.importing.identities import Thing
from kohtaamo.passage.importing.people import from_csv, from_vcard
from kohtaamo.passage.importing.sources import SOURCES, cases

PEOPLE: dict[str, Callable[[Path], Iterator[Thing]]] = {"customers": from_csv, "vcard": from_vcard}
NAMES = (*PEOPLE, *SOURCES)


def things(source: str, path: Path) -> Iterator[Thing]:
    """Each customer or case of the file, or why it cannot be used. Raises ``Unusable`` for a file that is no export."""
    return PEOPLE[source](path) if source in PEOPLE else cases(source, path)
