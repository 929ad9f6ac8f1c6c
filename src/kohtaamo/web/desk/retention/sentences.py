"""A rule of retention, and who is held, as one would say it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from kohtaamo.passage.choices import Taking
from kohtaamo.passage.models import Rule

_AFTER_YEARS = {
    Taking.FILES: ngettext_lazy("Files go %(n)s year after settling", "Files go %(n)s years after settling", "n"),
    Taking.WORDS: ngettext_lazy("Messages go %(n)s year after settling", "Messages go %(n)s years after settling", "n"),
    Taking.CASES: ngettext_lazy(
        "All words go %(n)s year after settling", "All words go %(n)s years after settling", "n"
    ),
    Taking.CUSTOMERS: ngettext_lazy("Customers go after %(n)s quiet year", "Customers go after %(n)s quiet years", "n"),
}
_AFTER_MONTHS = {
    Taking.FILES: ngettext_lazy("Files go %(n)s month after settling", "Files go %(n)s months after settling", "n"),
    Taking.WORDS: ngettext_lazy(
        "Messages go %(n)s month after settling", "Messages go %(n)s months after settling", "n"
    ),
    Taking.CASES: ngettext_lazy(
        "All words go %(n)s month after settling", "All words go %(n)s months after settling", "n"
    ),
    Taking.CUSTOMERS: ngettext_lazy(
        "Customers go after %(n)s quiet month", "Customers go after %(n)s quiet months", "n"
    ),
}


def what_of(rule: Rule) -> str:
    """What is taken, after how long: in years when these are whole."""
    years, left = divmod(rule.months, 12)
    sentence, n = (_AFTER_MONTHS, rule.months) if left else (_AFTER_YEARS, years)
    return sentence[Taking(rule.taking)] % {"n": n}


def where_of(rule: Rule) -> str:
    """Which cases it means."""
    if rule.taking == Taking.CUSTOMERS:
        return _("Everyone without an open case, promise or contract")
    named = [str(each) for each in (rule.matter, rule.touchpoint) if each is not None]
    return " · ".join(named) or _("Cases of every kind and touchpoint")


def would_take(rule: Rule, count: int) -> str:
    """How much it would take now."""
    if not count:
        return _("Now it would take nothing")
    if rule.taking == Taking.CUSTOMERS:
        return ngettext("Now it would erase %(n)s customer", "Now it would erase %(n)s customers", count) % {"n": count}
    return ngettext("Now it would take from %(n)s case", "Now it would take from %(n)s cases", count) % {"n": count}


def held(count: int) -> str:
    """How many customers are held."""
    if not count:
        return _("No customer is held")
    return ngettext("%(n)s customer is held", "%(n)s customers are held", count) % {"n": count}
