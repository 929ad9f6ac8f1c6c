"""What is wrong now, the worst first: for the operations page, the navigation's count and ``kohtaamo check``."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from kohtaamo.platform.errors import NotFound
from kohtaamo.web.desk.operations import connections, dismissed, exporting, jobs, lateness, mails, ruling, sending
from kohtaamo.web.desk.operations.kinds import Kind, Level
from kohtaamo.web.desk.operations.machine import Machine, look

_ORDER = {Level.BROKEN: 0, Level.AT_RISK: 1, Level.TO_KNOW: 2}
KINDS: tuple[Kind, ...] = tuple(
    sorted(
        (
            *sending.KINDS,
            *mails.KINDS,
            *jobs.KINDS,
            *lateness.KINDS,
            *ruling.KINDS,
            *connections.KINDS,
            *exporting.KINDS,
            *dismissed.KINDS,
        ),
        key=lambda kind: _ORDER[kind.level],
    )
)


@dataclass(frozen=True)
class Finding:
    """Something found: its kind (empty for the machine's own), how bad, how many, in a sentence."""

    level: Level
    sentence: str
    count: int = 1
    kind: Kind | None = None
    is_silence: bool = False  # no sign of life from the background work


def findings(machine: Machine | None = None) -> list[Finding]:
    """Everything that is wrong or good to know, the worst first."""
    counted = [(kind, kind.found().count()) for kind in KINDS]
    found = [Finding(kind.level, kind.sentence(count), count, kind) for kind, count in counted if count]
    return [*_machine_findings(machine or look()), *found]


def _machine_findings(machine: Machine) -> list[Finding]:
    found = []
    if not machine.is_alive:
        found.append(Finding(Level.BROKEN, _("Nobody is sending: the background work has stopped"), is_silence=True))
    if not machine.has_room:
        found.append(Finding(Level.BROKEN, _("The disk is almost full")))
    return found


def troubles(found: list[Finding]) -> list[Finding]:
    """Those of the findings that someone must mend."""
    return [each for each in found if each.level != Level.TO_KNOW]


def trouble_count() -> int:
    """How many kinds of trouble there are, remembered for a while; for the navigation."""
    known = caches["near"].get("operations.troubles")
    if known is None:
        known = len(troubles(findings()))
        caches["near"].set("operations.troubles", known, settings.TROUBLES_KEPT.total_seconds())
    return int(known)


def kind_named(slug: str) -> Kind:
    """The kind of this name. Raises ``NotFound``."""
    for kind in KINDS:
        if kind.slug == slug:
            return kind
    raise NotFound
