"""Mandates said in plain words: how much, to whom, where, until when, and why one has them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.choices import Period
from kohtaamo.mandates.models import Kind, Mandate
from kohtaamo.mandates.rules import how_specific


def amount(kind: Kind, much: int) -> str:
    """How much in words; of a yes or no how many times."""
    return told(kind.unit, much) or ngettext("%(count)s time", "%(count)s times", much) % {"count": much}


def limits(mandate: Mandate) -> list[str]:
    """Each limit as a sentence without its full stop."""
    kind, period = mandate.kind, _PERIODS[Period(mandate.period)]()
    said = [_("at most %(amount)s in one meeting") % {"amount": amount(kind, mandate.per_encounter)}]
    if mandate.per_customer is not None:
        most = {"amount": amount(kind, mandate.per_customer), "period": period}
        said.append(_("at most %(amount)s to one customer in %(period)s") % most)
    if mandate.per_person is not None:
        most = {"amount": amount(kind, mandate.per_person), "period": period}
        said.append(_("at most %(amount)s by one person in %(period)s") % most)
    return said


_PERIODS = {
    Period.DAY: lambda: _("a day"),
    Period.WEEK: lambda: _("a week"),
    Period.MONTH: lambda: _("a month"),
    Period.YEAR: lambda: _("a year"),
}


def why(mandate: Mandate) -> str:
    """Why the reader has this mandate."""
    if mandate.member_id:
        because = _("Because it was given to you by name")
    elif mandate.team_id:
        because = _("Because you are in the team %(team)s") % {"team": mandate.team}
    else:
        because = _("Because your role is %(role)s") % {"role": str(mandate.role).lower()}
    return f"{because}, {place(mandate)}." if mandate.touchpoint_id else f"{because}."


def place(mandate: Mandate) -> str:
    """Where it holds."""
    if mandate.touchpoint is None:
        return _("everywhere")
    return _("only at: %(touchpoint)s") % {"touchpoint": mandate.touchpoint}


def goes_before(mandate: Mandate, others: list[Mandate]) -> Mandate | None:
    """The more specific one that applies instead wherever this one would; None when this one applies somewhere."""
    rivals = [
        other
        for other in others
        if other.kind_id == mandate.kind_id
        and how_specific(other) > how_specific(mandate)
        and (other.touchpoint_id is None or other.touchpoint_id == mandate.touchpoint_id)
    ]
    return max(rivals, key=how_specific, default=None)
