"""One case as it happens: every step leaves the rows and the journal entries its command would have left."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings

from kohtaamo.customers.models import Customer
from kohtaamo.demo.book import Book
from kohtaamo.encounters.choices import Author, CaseState, DeliveryState, EncounterState, Feeling, Outcome
from kohtaamo.encounters.commands.receive import KEY_ALPHABET
from kohtaamo.encounters.models import Attempt, CallRequest, Case, Delivery, Encounter, Message
from kohtaamo.promises.choices import Source
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint


class Thread:
    """A case of a customer at a touchpoint, open from its first words."""

    def __init__(
        self, book: Book, chance: Random, *, customer: Customer, touchpoint: Touchpoint, subject: str, language: str,
        at: datetime, for_whom: str = "", for_customer: Customer | None = None, address: str = "",
    ) -> None:  # fmt: skip
        self.book, self._chance, self.address = book, chance, address
        self.case = Case(
            customer=customer, touchpoint=touchpoint, team=touchpoint.team, subject=subject[:300], language=language,
            channel=touchpoint.channel, opened_at=at, changed_at=at, waiting_since=at, for_whom=for_whom,
            for_customer=for_customer, key="".join(chance.choice(KEY_ALPHABET) for _ in range(12)),
        )  # fmt: skip
        book.cases.append(self.case)
        self._note(at, "case.opened")
        self.meeting: Encounter | None = None

    def hears(self, at: datetime, text: str, *, channel: str = "", touchpoint: Touchpoint | None = None) -> Message:
        """The customer says something; the meeting of that channel goes on or a new one begins."""
        case, channel = self.case, channel or self.case.touchpoint.channel
        if self.meeting is None or self.meeting.ended_at or self.meeting.channel != channel:
            self._meet(at, channel, touchpoint or case.touchpoint)
        message = self._say(at, Author.CUSTOMER, text, sender_name=case.customer.name, sender_address=self.address)
        case.last_words, case.channel, case.changed_at = " ".join(text.split())[:240], channel, at
        if case.state != CaseState.WAITING_US or case.waiting_since is None:
            case.state, case.waiting_since = CaseState.WAITING_US, at
        case.settled_at = case.settled_by = None
        self._note(at, "message.received", message=message, automatic=False)
        return message

    def _meet(self, at: datetime, channel: str, touchpoint: Touchpoint) -> None:
        self.meeting = Encounter(
            case=self.case, customer=self.case.customer, touchpoint=touchpoint, channel=channel, arrived_at=at
        )
        self.book.encounters.append(self.meeting)
        self._note(at, "encounter.arrived", channel=channel)

    def _say(
        self, at: datetime, author: str, text: str, *, member: Member | None = None, sender_name: str = "",
        sender_address: str = "", header_id: str = "",
    ) -> Message:  # fmt: skip
        assert self.meeting is not None
        message = Message(
            case=self.case, encounter=self.meeting, author=author, text=text, at=at, member=member, header_id=header_id,
            sender_name=member.name if member else sender_name, sender_address=sender_address, subject=self.case.subject,
        )  # fmt: skip
        self.book.messages.append(message)
        return message

    def takes(self, at: datetime, member: Member) -> None:
        """A person opens the case and takes it."""
        meeting = self.meeting
        assert meeting is not None
        if meeting.noticed_at is None:
            meeting.noticed_at, meeting.noticed_by = at, member
            self._note(at, "encounter.noticed", actor=member)
        if self.case.owner is None:
            self.case.owner, self.case.changed_at = member, at
            self._note(at, "case.taken", actor=member)
        if meeting.state == EncounterState.WAITING:
            meeting.state = EncounterState.MET

    def notes(self, at: datetime, member: Member, text: str) -> None:
        """A note among us."""
        message = self._say(at, Author.NOTE, text, member=member)
        self._note(at, "note.written", actor=member, message=message)

    def answers(self, at: datetime, member: Member, text: str) -> Message:
        """Our answer by mail, which left and arrived a little later."""
        self.takes(at, member)
        header_id = f"{self.case.key}.{self._chance.randbytes(10).hex()}@{settings.MESSAGE_DOMAIN}"
        message = self._say(at, Author.US, text, member=member, header_id=header_id)
        left = at + timedelta(seconds=int(settings.KOHTAAMO["UNDO_SECONDS"]))
        self.book.deliveries.append(
            Delivery(
                message=message,
                address=self.address,
                state=DeliveryState.SENT,
                not_before=left,
                settled_at=left + timedelta(seconds=2),
                answer="250 OK",
            )
        )
        self.book.attempts.append(
            Attempt(message=message, began_at=left, ended_at=left + timedelta(seconds=2), ok=True, answer="250 OK")
        )
        self._answered(at, member)
        self._note(at, "message.written", actor=member, message=message)
        self._note(left + timedelta(seconds=2), "message.sent", message=message)
        return message

    def _answered(self, at: datetime, member: Member) -> None:
        assert self.meeting is not None
        if self.meeting.answered_at is None:
            self.meeting.answered_at, self.meeting.answered_by = at, member
        self.case.state, self.case.waiting_since, self.case.changed_at = CaseState.WAITING_CUSTOMER, None, at

    def meets(self, at: datetime, member: Member) -> None:
        """A meeting face to face or on the phone: answered as it happens."""
        self.takes(at, member)
        self._answered(at, member)

    def goes_to(self, at: datetime, member: Member, team: Team, owner: Member | None, word: str) -> None:
        """The case is given to another team, with a word."""
        case, former, had = self.case, self.case.team, self.case.owner
        case.team, case.owner, case.changed_at = team, owner, at
        for promise in self.book.promises:
            if promise.case is case and promise.state == "open":
                promise.team = team
                promise.owner = owner if promise.source == Source.ANSWER_TIME else promise.owner
        self._note(at, "case.assigned", actor=member, from_team=former, member=had, word=word)

    def feels(self, at: datetime, member: Member, feeling: int) -> None:
        """The feeling as a person noted it."""
        assert self.meeting is not None
        self.case.feeling = feeling
        self.case.fast_lane_at = at if feeling == Feeling.FURIOUS else None
        if self.meeting.feeling_start is None:
            self.meeting.feeling_start = feeling
        self._note(at, "feeling.noted", actor=member, feeling=feeling)

    def ends(self, at: datetime, member: Member, outcome: str, feeling: int | None) -> None:
        """The meeting ends with an outcome; solved settles the case."""
        meeting, case = self.meeting, self.case
        assert meeting is not None
        meeting.state = EncounterState.MISSED if outcome == Outcome.NOT_REACHED else EncounterState.ENDED
        meeting.outcome, meeting.ended_at, meeting.ended_by, meeting.feeling_end = outcome, at, member, feeling
        case.waiting_since, case.changed_at, case.feeling = None, at, feeling or case.feeling
        case.state = CaseState.WAITING_CUSTOMER
        self._note(at, "encounter.ended", actor=member, outcome=outcome, feeling=feeling)
        if outcome == Outcome.SOLVED:
            case.state, case.settled_at, case.settled_by = CaseState.SETTLED, at, member
            case.fast_lane_at = None
            self._note(at, "case.settled", actor=member)

    def asks_for_call(self, at: datetime, text: str, number: str, wished: datetime | None) -> None:
        """The customer asks on their own page to be called."""
        self.hears(at, text, channel=Channel.PAGE)
        assert self.meeting is not None
        self.book.calls.append(
            CallRequest(case=self.case, encounter=self.meeting, number=number, wished_at=wished, asked_at=at)
        )
        wish = wished.isoformat() if wished else None
        self._note(at, "call.requested", actor=self.case.customer, wished_at=wish)

    def bounces(self, at: datetime, message: Message, said: str) -> None:
        """The answer did not arrive: the promises in it were never told, and the case waits for us."""
        for delivery in self.book.deliveries:
            if delivery.message is message:
                delivery.state, delivery.settled_at, delivery.is_permanent = DeliveryState.FAILED, at, True
                delivery.status_code, delivery.answer = "5.1.1", said
        self.case.state, self.case.waiting_since, self.case.changed_at = CaseState.WAITING_US, at, at
        self._note(at, "delivery.failed", message=message, address=self.address, permanent=True, code="5.1.1")
        for promise in self.book.promises:
            if promise.message is message and promise.source != Source.ANSWER_TIME:
                promise.confirmation_failed_at = at
                self.tells(at, "promise.confirmation_failed", promise, None, address=self.address)

    def tells(self, at: datetime, kind: str, promise: Promise, actor: Member | None, **data: Any) -> None:
        """What happened to a promise, as the register notes it."""
        self.book.note(
            at, kind, actor=actor, case=promise.case, encounter=promise.encounter, promise=promise, team=promise.team,
            member=promise.owner, **data,
        )  # fmt: skip

    def _note(self, at: datetime, kind: str, *, actor: Member | Customer | None = None, **data: Any) -> None:
        case = self.case
        data = {"team": case.team, "owner": case.owner} | data
        if kind in {"case.opened", "encounter.arrived", "message.received"}:
            data["history"] = False
        meeting = getattr(self, "meeting", None) if not kind.startswith("case.") else None
        self.book.note(at, kind, actor=actor, case=case, encounter=meeting, **data)
