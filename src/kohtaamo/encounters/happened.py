"""What of the journal a person may read."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from kohtaamo.encounters.queries import visible_cases
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def visible_entries(viewer: Member) -> QuerySet[Entry]:
    """Entries of cases the viewer may see, of who customers are, and of what they did themselves; with the right to
    manage people also those of the house itself. The entries of other cases are never among them."""
    if not viewer.is_active:
        return Entry.objects.none()
    seen = Exists(visible_cases(viewer).filter(pk=OuterRef("case_id")))
    of_no_case = Q(kind__startswith="customer.") | Q(actor=viewer.journal_name)
    if viewer.may(Right.MANAGE_STAFF):
        of_no_case = Q()
    return Entry.objects.filter(Q(case_id__isnull=False) & seen | Q(case_id__isnull=True) & of_no_case)
