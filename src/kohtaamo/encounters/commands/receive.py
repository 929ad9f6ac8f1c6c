"""A customer says something: find who and what it is about, and put it where it belongs."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext, override

from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.choices import Author, CaseState, EncounterState
from kohtaamo.encounters.commands.aside import is_aside, keep_files, take_aside
from kohtaamo.encounters.events import Arrived
from kohtaamo.encounters.models import ONLY_THANKS, Case, Encounter, Message
from kohtaamo.encounters.thanks import is_only_thanks
from kohtaamo.encounters.threading import find_case
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.prepared import prepared
from kohtaamo.platform.rows import insert, update
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.platform.words import language_of

KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_CHANGED = ("last_words", "channel", "changed_at", "state", "waiting_since", "reopened", "settled_at", "settled_by")


def receive(arrival: Arrival) -> Message:
    """Take in what a customer said. One transaction: customer, case, encounter, message, files and journal."""
    with unit_of_work(tied=True):
        sender = recognise(
            kind=arrival.identity_kind, value=arrival.identity, name=arrival.sender_name, language=arrival.language
        )
        case, pointed = find_case(arrival, sender)
        if case is not None and is_aside(case, sender, arrival):
            return take_aside(case, arrival)
        is_new_case = case is None
        if case is not None and _only_thanks(case, arrival):
            arrival = replace(arrival, note=f"{ONLY_THANKS} {arrival.note}".strip())
        case = _continue(case, arrival) if case is not None else open_case(arrival, sender, related=pointed)
        encounter, is_new_encounter = _meet(case, arrival, is_new_case=is_new_case)
        message = _say(case, encounter, arrival)
        _write_down(message, encounter, is_new_case, is_new_encounter, arrival)
        publish(Arrived(message, encounter, case, is_new_encounter=is_new_encounter, is_new_case=is_new_case))
        return message


def _only_thanks(case: Case, arrival: Arrival) -> bool:
    """Whether this is thanks alone, by a person, and the touchpoint does not want to be woken by such."""
    if arrival.is_automatic or arrival.is_history or arrival.touchpoint.thanks_wake:
        return False
    if any(not file.inline for file in arrival.files) or not is_only_thanks(arrival.new_text or arrival.text):
        return False
    ours = Message.objects.filter(case=case, author=Author.US, is_automatic=False).order_by("-at", "-pk")
    was_asked = "?" in (ours.values_list("text", flat=True).first() or "")
    return is_only_thanks(arrival.new_text or arrival.text, was_asked=was_asked)


def open_case(arrival: Arrival, customer: Customer, *, related: Case | None = None) -> Case:
    """A new case from what arrived; history and automatic messages wait for nobody."""
    waits = not (arrival.is_history or arrival.is_automatic)
    language = customer.language or arrival.language or language_of(arrival.text, default=arrival.touchpoint.language)
    case = Case(
        customer=customer,
        subject=_subject(arrival, language),
        touchpoint=arrival.touchpoint,
        team_id=arrival.touchpoint.team_id,
        language=language,
        channel=arrival.channel,
        last_words=_words(arrival),
        state=CaseState.WAITING_US if waits else CaseState.SETTLED,
        waiting_since=arrival.at if waits else None,
        settled_at=None if waits else arrival.at,
        opened_at=arrival.at,
        changed_at=arrival.at if arrival.is_history else now(),
        related=related,
        key="".join(secrets.choice(KEY_ALPHABET) for _ in range(12)),
    )
    return insert(case)


def _subject(arrival: Arrival, language: str) -> str:
    subject = " ".join(arrival.subject.split()) or _words(arrival)
    if subject:
        return subject[:300]
    with override(language):
        return gettext("No subject")


def _words(arrival: Arrival) -> str:
    return " ".join((arrival.new_text or arrival.text).split())[:240]


def _continue(case: Case, arrival: Arrival) -> Case:
    (case,) = _held(case.pk)
    while case.merged_into_id is not None:  # joined to another in this very moment
        (case,) = _held(case.merged_into_id)
    if arrival.is_automatic:
        return case
    if _is_thanks(arrival):
        case.changed_at = now()
        update(case, _CHANGED)
        return case
    case.last_words, case.channel = _words(arrival) or case.last_words, arrival.channel
    case.changed_at = max(case.changed_at, arrival.at) if arrival.is_history else now()
    if not arrival.is_history:
        if case.is_settled:
            case.reopened += 1
            case.settled_at = case.settled_by = None
        if case.state != CaseState.WAITING_US:
            case.state, case.waiting_since = CaseState.WAITING_US, arrival.at
    update(case, _CHANGED)
    return case


def _is_thanks(arrival: Arrival) -> bool:
    return ONLY_THANKS in arrival.note.split()


@prepared
def _held(case: int) -> QuerySet[Case]:
    return Case.objects.select_for_update().filter(pk=case)


def _meet(case: Case, arrival: Arrival, *, is_new_case: bool) -> tuple[Encounter, bool]:
    """The encounter this belongs to: the open one in the same channel, else a new one."""
    if not is_new_case and (found := _open_encounters(case.pk, arrival.channel, arrival.is_history)):
        return found[0], False
    if not is_new_case and _is_thanks(arrival):
        return Encounter.objects.filter(case=case, is_history=False).order_by("-id").first() or _add(
            case, arrival
        ), False
    return _add(case, arrival), True


def _add(case: Case, arrival: Arrival) -> Encounter:
    ended = arrival.is_history or arrival.is_automatic or _is_thanks(arrival)
    encounter = Encounter(
        case=case,
        customer_id=case.customer_id,
        touchpoint=arrival.touchpoint,
        channel=arrival.channel,
        state=EncounterState.ENDED if ended else EncounterState.WAITING,
        arrived_at=arrival.at,
        ended_at=arrival.at if ended else None,
        is_history=ended,
    )
    return insert(encounter)


@prepared
def _open_encounters(case: int, channel: str, is_history: bool) -> QuerySet[Encounter]:
    found = Encounter.objects.filter(case_id=case, channel=channel, is_history=is_history)
    return found.exclude(state__in=[EncounterState.ENDED, EncounterState.MISSED]).order_by("-id")


def _say(case: Case, encounter: Encounter, arrival: Arrival) -> Message:
    message = Message(
        case=case,
        encounter=encounter,
        author=Author.CUSTOMER,
        sender_name=arrival.sender_name[:200],
        sender_address=arrival.identity.strip()[:320],
        reply_to=arrival.reply_to[:320] or None,
        subject=" ".join(arrival.subject.split())[:300],
        text=arrival.text,
        new_text="" if arrival.new_text == arrival.text else arrival.new_text,
        at=arrival.at,
        header_id=arrival.header_id[:400],
        raw=arrival.raw,
        has_html=arrival.has_html,
        is_automatic=arrival.is_automatic,
        note=arrival.note[:200],
    )
    insert(message)
    keep_files(message, arrival)
    return message


def _write_down(
    message: Message, encounter: Encounter, is_new_case: bool, is_new_encounter: bool, arrival: Arrival
) -> None:
    case = message.case
    where = {
        "customer": case.customer_id,
        "case": case.pk,
        "encounter": encounter.pk,
        "touchpoint": encounter.touchpoint_id,
    }
    team = {"team": case.team_id, "owner": case.owner_id, "history": arrival.is_history}
    if is_new_case:
        record("case.opened", actor=None, **where, **team)
    if is_new_encounter:
        record("encounter.arrived", actor=None, **where, **team, channel=encounter.channel)
    record(
        "message.received",
        actor=None,
        **where,
        **team,
        message=message.pk,
        automatic=message.is_automatic,
        thanks=message.is_only_thanks,
    )
