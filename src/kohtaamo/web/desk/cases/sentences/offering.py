"""Offers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kohtaamo.platform.journal.models import Entry
from kohtaamo.web.desk.cases.sentences.known import Known, Said, by


def _accepted(entry: Entry, known: Known) -> str:
    if entry.actor.startswith("customer:"):
        return _("%(who)s accepted the offer.") % {"who": known.who(entry)}
    return _("%(who)s noted that the offer was accepted.") % {"who": known.who(entry)}


SAID: dict[str, Said] = {
    "offer.begun": ("euro", "", by(lambda: _("%(who)s began an offer."))),
    "offer.given": ("euro", "", by(lambda: _("%(who)s gave an offer."))),
    "offer.taken_back": ("undo", "", by(lambda: _("%(who)s took the offer back before it left."))),
    "offer.accepted": ("p-kept", "pg kept", _accepted),
    "offer.declined": ("x", "", by(lambda: _("%(who)s: the offer is not taken."))),
    "offer.withdrawn": ("undo", "", by(lambda: _("%(who)s withdrew the offer."))),
    "offer.stands_again": ("euro", "", by(lambda: _("%(who)s let the offer stand after all."))),
    "offer.lapses_soon": ("clock", "", by(lambda: _("The offer lapses soon."))),
    "offer.lapsed": ("p-late", "pg late", by(lambda: _("The offer lapsed."))),
    "offer.undelivered": ("alert", "", by(lambda: _("The offer did not arrive."))),
    "offer.unconfirmed": ("alert", "", by(lambda: _("The confirmation of the offer did not arrive."))),
}
