"""The talk: what was said, how it travelled, and what happened in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from kohtaamo.encounters.choices import Author, DeliveryState
from kohtaamo.encounters.models import Attachment, Case, Delivery, Later, Message
from kohtaamo.encounters.recipients import are_apart
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.cases.happenings import Happening, happenings_of
from kohtaamo.web.wording import clock, day_and_clock

NEWEST = 100
CUT_OFF = timedelta(
    minutes=10
)  # an attempt this old that never ended was cut off; so late, something holds a message up
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


def when(at: datetime) -> str:
    """A moment of the talk: only the clock for today, else the day as well."""
    local, today = localtime(at), localtime()
    return clock(local) if local.date() == today.date() else day_and_clock(local, today)


@dataclass(frozen=True)
class Way:
    """How our message travels: leaving, later, held, delayed, going, cut_off, sent, failed or taken_back; to whom, when."""

    state: str
    to: list[str]
    copies: list[str]
    blind: list[str]
    at: datetime | None
    failed: list[Delivery]
    is_own: bool

    @property
    def when(self) -> str:
        return when(self.at) if self.at else ""


@dataclass(frozen=True)
class Said:
    """One message of the talk; ``way`` is empty when it did not travel."""

    message: Message
    way: Way | None
    pictures: list[Attachment]
    files: list[Attachment]

    @property
    def key(self) -> str:
        return f"m{self.message.pk}"

    @property
    def is_elsewhere(self) -> bool:
        """Whether it asks for answers in another domain than the one it comes from."""
        return bool(self.message.reply_to) and are_apart(self.message.sender_address, self.message.reply_to or "")

    @property
    def words(self) -> str:
        return self.message.shown_text.strip()

    @property
    def when(self) -> str:
        return when(self.message.at)


@dataclass(frozen=True)
class Around:
    """Happenings between two messages, shown on one line."""

    happenings: list[Happening]

    @property
    def key(self) -> str:
        return f"e{self.happenings[0].order}"

    @property
    def when(self) -> str:
        return when(self.happenings[-1].at)


@dataclass(frozen=True)
class Talk:
    """A part of the talk, oldest first. ``newest`` is the largest message id; ``earlier`` the id older ones precede."""

    items: list[Said | Around]
    newest: int
    earlier: int | None


def talk_of(viewer: Member, case: Case, promises: list[Promise], *, before: int | None = None) -> Talk:
    """The newest hundred messages, or those before one. Raises ``NotFound`` when that one is not in this case."""
    newest = next(iter(_newest(case.pk)), 0)  # before they are read
    messages, until = _messages(case, before)
    has_earlier = len(messages) > NEWEST
    messages = messages[-NEWEST:]
    since = messages[0].at if has_earlier else None
    happenings = happenings_of(case, promises, since=since, until=until)
    said = [_said(message, viewer) for message in messages]
    return Talk(
        items=_woven(said, happenings),
        newest=newest if before is None else max((message.pk for message in messages), default=0),
        earlier=messages[0].pk if has_earlier else None,
    )


def _messages(case: Case, before: int | None) -> tuple[list[Message], datetime | None]:
    """One more than is shown, oldest first, and the moment they all precede."""
    if before is None:
        return _latest(case.pk)[::-1], None
    mark = Message.objects.filter(case=case, pk=before).only("at").first()
    if mark is None:
        raise NotFound
    return _earlier(case.pk, mark.at, mark.pk)[::-1], mark.at


@prepared
def _newest(case: int) -> QuerySet[Message, int]:
    return Message.objects.filter(case_id=case).order_by("-pk").values_list("pk", flat=True)[:1]


@prepared
def _latest(case: int) -> QuerySet[Message]:
    return _shown(Message.objects.filter(case_id=case))


@prepared
def _earlier(case: int, at: datetime, pk: int) -> QuerySet[Message]:
    return _shown(Message.objects.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), case_id=case))


def _shown(found: QuerySet[Message]) -> QuerySet[Message]:
    with_who = found.select_related("member", "encounter", "later__set_by")
    return with_who.prefetch_related("attachments", "deliveries", "attempts").order_by("-at", "-pk")[: NEWEST + 1]


def _woven(said: list[Said], happenings: list[Happening]) -> list[Said | Around]:
    """Messages and happenings in the order of time; happenings with nothing said between them share a line."""
    stream: list[tuple[datetime, int, int, Said | Happening]] = [
        *((one.message.at, 0, one.message.pk, one) for one in said),
        *((one.at, 1, one.order, one) for one in happenings),
    ]
    woven: list[Said | Around] = []
    for _at, _kind, _order, one in sorted(stream, key=lambda row: row[:3]):
        if isinstance(one, Said):
            woven.append(one)
        elif woven and isinstance(last := woven[-1], Around):
            last.happenings.append(one)
        else:
            woven.append(Around([one]))
    return woven


def _said(message: Message, viewer: Member) -> Said:
    files = list(message.attachments.all())
    return Said(
        message=message,
        way=_way(message, viewer) if message.author in {Author.US, Author.ASIDE} else None,
        pictures=[file for file in files if file.type.lower() in PICTURES],
        files=[file for file in files if file.type.lower() not in PICTURES],
    )


def _way(message: Message, viewer: Member) -> Way | None:
    deliveries = list(message.deliveries.all())
    if not deliveries:
        return None
    state = _state(message, deliveries)
    settled = [delivery.settled_at for delivery in deliveries if delivery.settled_at]
    leaves = min(delivery.not_before for delivery in deliveries)
    return Way(
        state=state,
        to=[delivery.address for delivery in deliveries if delivery.role == "to"],
        copies=[delivery.address for delivery in deliveries if delivery.role == "cc"],
        blind=[delivery.address for delivery in deliveries if delivery.role == "bcc"],
        at=leaves if state in {"leaving", "later", "held"} else max(settled, default=None),
        failed=[delivery for delivery in deliveries if delivery.state == DeliveryState.FAILED],
        is_own=message.member_id == viewer.pk,
    )


def _state(message: Message, deliveries: list[Delivery]) -> str:
    states = {delivery.state for delivery in deliveries}
    tries = list(message.attempts.all())
    if states == {DeliveryState.TAKEN_BACK}:
        return "taken_back"
    if DeliveryState.HELD in states:
        return "held"
    if DeliveryState.FAILED in states:
        failed = [one for one in deliveries if one.state == DeliveryState.FAILED]
        return "cut_off" if all(one.is_permanent is None for one in failed) else "failed"
    if DeliveryState.SENDING in states:
        cut = any(one.ended_at is None and now() - one.began_at > CUT_OFF for one in tries)
        return "cut_off" if cut else "going"
    if DeliveryState.WAITING in states:
        if tries:
            return "delayed"
        if _is_later(message):
            return "later"
        leaves = min(delivery.not_before for delivery in deliveries)
        return "leaving" if leaves > now() else "going" if leaves > now() - CUT_OFF else "delayed"
    return "sent"


def _is_later(message: Message) -> bool:
    later: Later | None = getattr(message, "later", None)
    return later is not None and later.done_at is None and later.leave_at > now() + timedelta(minutes=1)
