"""A case as one row of a list: who, for whom, how long, where, in whose words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import CallRequest, Case
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.targets.queries import Mark, marks
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.web.wording import NBSP, duration_parts
from kohtaamo.work.models import Tag
from kohtaamo.work.queries import tags_of

ICONS: dict[str, str] = {
    Channel.MAIL: "mail", Channel.PHONE: "phone", Channel.VISIT: "counter", Channel.CHAT: "chat", Channel.FORM: "form",
    Channel.SMS: "sms", Channel.LETTER: "letter", Channel.PAGE: "user",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One case in a list. ``waited`` and ``unit`` are "1 t 52" and "min"; both empty when it does not wait for us."""

    case: Case
    waited: str
    unit: str
    call: CallRequest | None
    viewer: Member
    tags: list[Tag]
    target: Mark | None = None

    @property
    def for_whom(self) -> str:
        return self.case.for_customer.name if self.case.for_customer else self.case.for_whom

    @property
    def icon(self) -> str:
        return "phone" if self.call else ICONS[self.case.channel]

    @property
    def way(self) -> str:
        return _("Call request") if self.call else str(Channel(self.case.channel).label)

    @property
    def stands(self) -> str:
        """Where the case stands. (``get_state_display`` puts every choice into words to find one.)"""
        return str(CaseState(self.case.state).label)

    @property
    def number(self) -> str:
        """The number to call, kept on one line; empty when nobody asked for a call."""
        return self.call.number.replace(" ", NBSP) if self.call else ""

    @property
    def keeper(self) -> str:
        """The first name of the colleague who has the case; empty for a free one and one's own."""
        owner = self.case.owner
        return owner.first_name if owner and owner.pk != self.viewer.pk else ""

    @property
    def is_mine(self) -> bool:
        return self.case.owner_id == self.viewer.pk


def waited(since: datetime | None) -> tuple[str, str]:
    """The waited time as a large number and its unit."""
    return duration_parts(now() - since) if since else ("", "")


def rows(cases: Iterable[Case], viewer: Member) -> list[Row]:
    """Rows for cases that were fetched with their relations; open call requests and tags are looked up at once."""
    cases = list(cases)
    calls = {call.case_id: call for call in _open_calls([case.pk for case in cases])}
    carried, aimed = tags_of(cases), marks(cases)
    return [
        Row(case, *waited(case.waiting_since), calls.get(case.pk), viewer, carried[case.pk], aimed.get(case.pk))
        for case in cases
    ]


@prepared
def _open_calls(cases: Sequence[int]) -> QuerySet[CallRequest]:
    return CallRequest.objects.filter(case__id__in=cases, done_at__isnull=True).order_by("-id")
