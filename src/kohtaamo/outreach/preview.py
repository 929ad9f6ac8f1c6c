"""What people of a notice read, or are to be told: the very words, before and without anything being written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext, override

from kohtaamo.outreach.models import Notice, NoticeText, NoticeTo
from kohtaamo.outreach.texts import words_for
from kohtaamo.platform.moments import told
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Promise


@dataclass(frozen=True)
class Words:
    """What one person reads: what we say, and the line of a promise that stands below it (empty without one)."""

    text: str
    promised: str = ""


def preview_of(notice: Notice, row: NoticeTo) -> Words | None:
    """The words of one person; None when the notice is not written in their language."""
    row.notice = notice
    return previews([row]).get(row.pk)


def previews(rows: Sequence[NoticeTo]) -> dict[int, Words]:
    """The words of each by the row's id, in one query besides those for the notices' texts."""
    promises = _promises(rows)
    found = {}
    for row in rows:
        text = next((one for one in row.notice.texts.all() if one.language == row.language), None)
        if text is not None:
            found[row.pk] = _words(row, text, promises[row.customer_id, row.notice.cause_id])
    return found


def _words(row: NoticeTo, text: NoticeText, promises: Sequence[Promise]) -> Words:
    due_at = row.notice.new_due_at
    whole, new = words_for(row.notice, text, name=row.customer.first_name, promises=promises)
    if not new or due_at is None:
        return Words(whole)
    with override(row.language):
        said = gettext("We promised: %(what)s, by %(when)s at the latest.")
        return Words(whole, said % {"what": new, "when": told(due_at)})


def _promises(rows: Sequence[NoticeTo]) -> dict[tuple[int, int], list[Promise]]:
    """The open promises in the joined cases of these people, by customer and cause, the soonest first."""
    open_ones = Promise.objects.filter(
        customer__in={row.customer_id for row in rows}, state=PromiseState.OPEN,
        case__causes__cause__in={row.notice.cause_id for row in rows}, case__causes__left_at__isnull=True,
    ).exclude(source=Source.ANSWER_TIME)  # fmt: skip
    found: dict[tuple[int, int], list[Promise]] = defaultdict(list)
    for promise in open_ones.annotate(cause=F("case__causes__cause")).order_by("due_at", "pk"):
        found[promise.customer_id, promise.cause].append(promise)
    return found
