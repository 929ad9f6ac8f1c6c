"""The ordinary days: two thousand meetings by mail, at counters and on the phone, and what was promised in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from kohtaamo.demo.book import Book
from kohtaamo.demo.cast.customers import Known
from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.demo.days import Days
from kohtaamo.demo.fates import Fates, is_bad_time
from kohtaamo.demo.telling import Said, Teller
from kohtaamo.demo.thread import Thread
from kohtaamo.demo.vows import keep, promise
from kohtaamo.demo.words.among_us import HANDED, NOTES
from kohtaamo.encounters.choices import CaseState, Outcome
from kohtaamo.encounters.models import Message
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

MINUTE = timedelta(minutes=1)
SEEN = (
    "palvelu",
    "palvelu",
    "palvelu",
    "verkko",
    "verkko",
    "linja",
    "linja",
    "kallio",
    "tampere",
    "vaasa",
    "toimitus",
    "ajolinja",
)
SWEDISH = ("vaasaposti", "vaasaposti", "palvelu", "vaasa", "vaasa", "linja")
OTHER = (Channel.CHAT, Channel.FORM, Channel.SMS)  # now and then a mail's matter came so


@dataclass
class World:
    """What every story is told with."""

    book: Book
    chance: Random
    days: Days
    home: Organisation
    teller: Teller

    def who(self, touchpoint: Touchpoint, language: str) -> Member:
        """Somebody who serves at this touchpoint, by preference in the customer's language."""
        able = self.home.of(touchpoint.team.name)
        front = [one for one in able if one.role.name in {"front_line", "expert"}] or able
        own = [one for one in front if one.language == language]
        return self.chance.choice(own if own and self.chance.random() < 0.8 else front)


class TooLate(Exception):
    """The story would reach past the present moment; another one is told."""


def tell_one(world: World, known: Known) -> bool:
    """Tell one case from its first words to how it stands now; False when it would not be over yet."""
    places = SWEDISH if known.language == "sv" else SEEN
    touchpoint = world.home.touchpoints[world.chance.choice(places)]
    at = world.days.arrival(touchpoint)
    draft = Book()
    told = World(draft, world.chance, world.days, world.home, world.teller)
    try:
        _tell(told, known, touchpoint, at)
    except TooLate:
        return False
    for mine, theirs in zip(vars(world.book).values(), vars(draft).values(), strict=True):
        mine.extend(theirs)
    return True


def _tell(world: World, known: Known, touchpoint: Touchpoint, at: datetime) -> None:
    said = world.teller.opens(known)
    for_whom = world.chance.choice(said.topic.for_whom) if said.topic.for_whom else ""
    thread = Thread(
        world.book, world.chance, customer=known.customer, touchpoint=touchpoint, subject=said.subject,
        language=known.language, at=at, for_whom=for_whom, address=known.mail,
    )  # fmt: skip
    if touchpoint.channel == Channel.MAIL and world.chance.random() < 0.9:
        _by_mail(world, thread, said, at)
    else:
        _in_person(world, thread, said, at)
    if thread.case.state == CaseState.SETTLED and world.chance.random() < 0.3:
        _come_back(world, thread, said)


def _come_back(world: World, thread: Thread, said: Said) -> None:
    """Some days later they return to the same matter, often by another way."""
    place = world.home.touchpoints[world.chance.choice(("linja", "linja", "kallio", "tampere", "vaasa"))]
    at = world.days.due_in(place, thread.case.settled_at or world.days.at, world.chance.randint(1, 9))
    at += MINUTE * world.chance.randint(-50, -2)
    over = at + MINUTE * world.chance.randint(3, 25)
    if over > world.days.at or at < thread.case.changed_at:
        return
    member = world.who(place, thread.case.language)
    thread.case.reopened += 1
    thread.hears(at, world.teller.comes_back(said), channel=place.channel, touchpoint=place)
    thread.meets(at + MINUTE, member)
    thread.feels(at + MINUTE, member, _feeling(world, 3))
    thread.ends(over, member, Outcome.SOLVED, _better(world, thread.case.feeling or 3))


def _by_mail(world: World, thread: Thread, said: Said, at: datetime) -> None:
    touchpoint = thread.case.touchpoint
    thread.hears(at, said.text)
    due = world.days.answered(touchpoint, at, touchpoint.answer_minutes or 240)
    answering = promise(
        thread, at, what=said.tongue.answer_promise, form="any", due=due, member=None, source=Source.ANSWER_TIME
    )
    member = world.who(touchpoint, thread.case.language)
    busy = 1.6 if is_bad_time(at, world.days.at) else 1.0
    used = world.chance.lognormvariate(-1.35, 0.62) * busy * (touchpoint.answer_minutes or 240)
    answered = world.days.answered(touchpoint, at, max(4.0, used))
    thread.takes(_now_or_never(world, answered - MINUTE * world.chance.randint(2, 3)), member)
    thread.feels(answered - MINUTE, member, _feeling(world, said.topic.mood))
    if world.chance.random() < 0.3:
        thread.notes(answered - MINUTE, member, world.chance.choice(NOTES))
    message = _answer(world, thread, said, _now_or_never(world, answered), member)
    answering.message = message
    keep(thread, answering, answered + 20 * timedelta(seconds=1), member=member, evidence=said.tongue.answered)
    _afterwards(world, thread, said, answered, member)


def _answer(world: World, thread: Thread, said: Said, at: datetime, member: Member) -> Message:
    vow = (
        world.chance.choice(said.topic.vows)
        if said.topic.vows and world.chance.random() < 0.6 and not world.teller.pastes(said)
        else None
    )
    due = world.days.due_in(thread.case.touchpoint, at, world.chance.randint(*vow.days)) if vow else None
    message = thread.answers(at, member, world.teller.answers(said, member.name, vow, due))
    if vow and due:
        made = promise(thread, at, what=vow.what, form=vow.form, due=due, member=member, message=message)
        if said.topic.is_delivery:
            _hand_over(world, thread, at, member)
        Fates(world.chance, world.days).befall(thread, made, said)
    return message


def _hand_over(world: World, thread: Thread, at: datetime, member: Member) -> None:
    """A delivery goes on to those who drive."""
    if thread.case.team.name == "Toimitus":
        return
    team = world.home.teams["Toimitus"]
    owner = world.home.members[world.chance.choice(("sami", "riikka"))]
    thread.goes_to(_now_or_never(world, at + MINUTE), member, team, owner, world.chance.choice(HANDED))


def _in_person(world: World, thread: Thread, said: Said, at: datetime) -> None:
    """At a counter, on the phone, in a chat: heard, answered and mostly settled at once."""
    touchpoint = thread.case.touchpoint
    channel = world.chance.choice(OTHER) if touchpoint.channel == Channel.MAIL else touchpoint.channel
    member = world.who(touchpoint, thread.case.language)
    over = _now_or_never(world, at + MINUTE * world.chance.randint(4, 35))
    thread.hears(at, said.spoken, channel=channel)
    thread.meets(at + MINUTE, member)
    thread.feels(at + MINUTE, member, _feeling(world, said.topic.mood))
    if world.chance.random() < 0.6:
        thread.notes(over - MINUTE, member, world.chance.choice(NOTES))
    promised = bool(said.topic.vows) and world.chance.random() < 0.35
    thread.ends(
        over, member, Outcome.PROMISED if promised else Outcome.SOLVED, _better(world, thread.case.feeling or 3)
    )
    if promised:
        vow = world.chance.choice(said.topic.vows)
        due = world.days.due_in(touchpoint, over, world.chance.randint(*vow.days))
        made = promise(thread, over, what=vow.what, form=vow.form, due=due, member=member)
        Fates(world.chance, world.days).befall(thread, made, said)
        _close(world, thread, max(over, made.state_at) + timedelta(hours=1), member)


def _afterwards(world: World, thread: Thread, said: Said, at: datetime, member: Member) -> None:
    """What comes after our answer: a word of thanks, and the end; the newest ones still wait for the customer."""
    if said.topic.mood < 5 and world.chance.random() < 0.35:
        at = at + timedelta(minutes=world.chance.randint(6, 1500))
        thread.hears(_now_or_never(world, at), world.teller.thanks(said))
        at = _now_or_never(world, world.days.answered(thread.case.touchpoint, at, world.chance.randint(3, 60)))
        if world.chance.random() < 0.3:
            thread.answers(at, member, world.teller.welcomes(said, member.name))
        outcome = Outcome.PROMISED if _is_open(world, thread) else Outcome.SOLVED
        thread.ends(_now_or_never(world, at + MINUTE), member, outcome, _better(world, thread.case.feeling or 3))
        return
    mine = [one for one in world.book.promises if one.case is thread.case]
    ready = max([at, *(one.state_at for one in mine)])
    _close(world, thread, ready + timedelta(hours=world.chance.randint(2, 40)), member)


def _close(world: World, thread: Thread, at: datetime, member: Member) -> None:
    """Settle the case when its time has come and nothing in it is open."""
    if not _is_open(world, thread) and at < world.days.at and thread.case.state != CaseState.SETTLED:
        thread.ends(at, member, Outcome.SOLVED, _better(world, thread.case.feeling or 3))


def _is_open(world: World, thread: Thread) -> bool:
    return any(one.case is thread.case and one.state == PromiseState.OPEN for one in world.book.promises)


def _now_or_never(world: World, at: datetime) -> datetime:
    if at > world.days.at - 2 * MINUTE:
        raise TooLate
    return at


def _feeling(world: World, mood: int) -> int:
    return min(5, max(1, mood + world.chance.choices((-1, 0, 1), (15, 65, 20))[0]))


def _better(world: World, before: int) -> int:
    """Most leave a meeting lighter than they came."""
    return min(5, max(1, before + world.chance.choices((-1, 0, 1, 2), (4, 30, 44, 22))[0]))
