"""What of the house's own fields can be found by searching: the journal's reader that keeps the index.

Fields that only some teams see are not in it; they are found by narrowing a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import override

from kohtaamo.encounters.findable import EVERYONE, WHO, scope
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.search.index import Findable, forget, index
from kohtaamo.platform.search.models import Document
from kohtaamo.work.models import FieldValue
from kohtaamo.work.typed import shown

OF_CASE, OF_CUSTOMER = "field", "customerfield"
_MOVED = {"case.taken", "case.let_go"}


def read(entries: Sequence[Entry]) -> None:
    """Index anew the fields of the cases and customers that changed; those of cases that came to others too."""
    cases = {
        e.case_id
        for e in entries
        if e.case_id and (e.kind == "case.field_set" or e.kind in _MOVED or "from_team" in e.data)
    }
    customers = {e.customer_id for e in entries if e.kind == "customer.field_set" and e.customer_id}
    customers |= {
        number
        for e in entries
        if e.kind in {"customer.merged", "customer.unmerged"}
        for number in (e.customer_id, e.data.get("loser"))
        if number
    }
    if cases:
        _renew(OF_CASE, cases, Q(case__in=cases) | Q(encounter__case__in=cases))
    if customers:
        _renew(OF_CUSTOMER, customers, Q(customer__in=customers))


def _renew(kind: str, groups: set[int], which: Q) -> None:
    values = FieldValue.objects.filter(which, field__is_active=True, field__teams=None)
    kept = list(values.select_related("field", "case", "encounter__case"))
    known = Document.objects.filter(kind=kind, group_id__in=groups).values_list("object_id", flat=True)
    forget(kind, set(known) - {value.pk for value in kept})
    with override("fi"):
        index(_findable(kind, kept))


def _findable(kind: str, values: Iterable[FieldValue]) -> Iterable[Findable]:
    for value in values:
        text = f"{value.field.name_fi} {shown(value.field, [value])} {_languages(value)}"
        if kind == OF_CUSTOMER:
            yield Findable(kind, value.pk, value.customer_id or 0, value.set_at, text, (EVERYONE,), shelf=WHO)
            continue
        case = value.case or (value.encounter.case if value.encounter else None)
        if case is not None:
            yield Findable(kind, value.pk, case.pk, value.set_at, text, scope(case))


def _languages(value: FieldValue) -> str:
    """An option is found in every language it has a name in."""
    option = value.field.option(value.option) if value.option else None
    return f"{option.get('sv', '')} {option.get('en', '')}" if option else ""
