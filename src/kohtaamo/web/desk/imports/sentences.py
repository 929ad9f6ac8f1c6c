"""An import as one would say it: where it stands, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.passage.choices import ImportSource, ImportState
from kohtaamo.passage.importing.reading import PEOPLE
from kohtaamo.passage.models import Import
from kohtaamo.web.wording import date


@dataclass(frozen=True)
class Figure:
    """A count and what was counted."""

    name: str
    count: int


def heading_of(brought: Import) -> str:
    """Where it stands, as a sentence."""
    said = {
        ImportState.READING: _("The file is being read"),
        ImportState.TRYING: _("We look what would come in"),
        ImportState.TAKING: _("It is being taken in"),
        ImportState.FAILED: _("The file could not be read"),
        ImportState.STOPPED: _("It was stopped"),
    }
    state = ImportState(brought.state)
    if state in said:
        return said[state]
    return _would(brought) if state == ImportState.READY else _came(brought)


def _would(brought: Import) -> str:
    n = brought.tried.get("new", 0)
    if not n:
        return _("Nothing new would come in")
    if brought.source in PEOPLE:
        return ngettext("%(n)s customer would come in", "%(n)s customers would come in", n) % {"n": n}
    if brought.source == ImportSource.MBOX:
        return ngettext("%(n)s mail would come in", "%(n)s mails would come in", n) % {"n": n}
    return ngettext("%(n)s case would come in", "%(n)s cases would come in", n) % {"n": n}


def _came(brought: Import) -> str:
    n = brought.new
    if not n:
        return _("Nothing new came in")
    if brought.source in PEOPLE:
        return ngettext("%(n)s customer came in", "%(n)s customers came in", n) % {"n": n}
    if brought.source == ImportSource.MBOX:
        return ngettext("%(n)s mail came in", "%(n)s mails came in", n) % {"n": n}
    return ngettext("%(n)s case came in", "%(n)s cases came in", n) % {"n": n}


def figures_of(brought: Import) -> list[Figure]:
    """The report: of the trial while it waits, of what came in afterwards."""
    told = brought.tried if brought.state == ImportState.READY else {}
    names = [("known", _("Here already")), ("bad", _("Rows that cannot be used"))]
    if brought.source == ImportSource.MBOX:
        names = [("new", _("New mails")), *names]
    elif brought.source in PEOPLE:
        names = [("new", _("New customers")), *names]
    else:
        new = [("new", _("New cases")), ("messages", _("Messages in them")), ("customers", _("New customers"))]
        names = [*new, *names]
    return [Figure(name, int(told.get(key, getattr(brought, key)))) for key, name in names]


def example_of(brought: Import, row: list[str]) -> list[str]:
    """The first rows, their moments as one reads them."""
    if brought.source in PEOPLE or brought.source == ImportSource.MBOX:
        return [cell for cell in row if cell]
    n = int(row[3])
    messages = ngettext("%(n)s message", "%(n)s messages", n) % {"n": n}
    return [row[0], row[1], f"{date(localtime(datetime.fromisoformat(row[2])))} · {messages}"]
