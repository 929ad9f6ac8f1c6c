"""A rule of retention as one would say it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kohtaamo.passage.choices import Taking
from kohtaamo.passage.models import Rule


def what_of(rule: Rule) -> str:
    """What is taken, after how long."""
    return _after(rule) % {"n": rule.months if rule.months % 12 else rule.months // 12}


def where_of(rule: Rule) -> str:
    """Which cases it means."""
    if rule.taking == Taking.CUSTOMERS:
        return _("Everyone without an open case, promise or contract")
    named = [str(each) for each in (rule.matter, rule.touchpoint) if each is not None]
    return " · ".join(named) or _("Cases of every kind and touchpoint")


def _after(rule: Rule) -> str:
    years, n = not rule.months % 12, rule.months if rule.months % 12 else rule.months // 12
    if rule.taking == Taking.FILES:
        return (
            ngettext("Files go %(n)s year after settling", "Files go %(n)s years after settling", n)
            if years
            else ngettext("Files go %(n)s month after settling", "Files go %(n)s months after settling", n)
        )
    if rule.taking == Taking.WORDS:
        return (
            ngettext("Messages go %(n)s year after settling", "Messages go %(n)s years after settling", n)
            if years
            else ngettext("Messages go %(n)s month after settling", "Messages go %(n)s months after settling", n)
        )
    if rule.taking == Taking.CASES:
        return (
            ngettext("All words go %(n)s year after settling", "All words go %(n)s years after settling", n)
            if years
            else ngettext("All words go %(n)s month after settling", "All words go %(n)s months after settling", n)
        )
    return (
        ngettext("Customers go after %(n)s quiet year", "Customers go after %(n)s quiet years", n)
        if years
        else ngettext("Customers go after %(n)s quiet month", "Customers go after %(n)s quiet months", n)
    )
