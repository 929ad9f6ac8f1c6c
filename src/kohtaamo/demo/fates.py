"""What becomes of a promise: mostly kept, sometimes late, broken, moved or withdrawn, and worse while the carrier changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from kohtaamo.demo.days import Days
from kohtaamo.demo.telling import Said
from kohtaamo.demo.thread import Thread
from kohtaamo.demo.vows import keep, move, settle
from kohtaamo.demo.words.among_us import BROKEN, MOVED, WITHDRAWN
from kohtaamo.promises.choices import Form, PromiseState
from kohtaamo.promises.models import Promise

CARRIER_CHANGED = (52, 38)  # days ago, from and to
USUAL = {"kept": 90, "late": 3, "broken": 2, "moved": 4, "withdrawn": 3}
WORSE = {"kept": 30, "late": 32, "broken": 32, "moved": 4, "withdrawn": 2}
HOUR = timedelta(hours=1)


def is_bad_time(moment: datetime, now: datetime) -> bool:
    """Whether the moment fell in the fortnight when the carrier changed."""
    first, last = (now - timedelta(days=back) for back in CARRIER_CHANGED)
    return first < moment < last


class Fates:
    """Decides by chance; what is not over yet stays open."""

    def __init__(self, chance: Random, days: Days) -> None:
        self._chance, self._days = chance, days

    def befall(self, thread: Thread, made: Promise, said: Said) -> None:
        """Let the promise meet its fate, if that lies in the past."""
        odds = WORSE if self._is_bad_time(made) else USUAL
        fate = self._chance.choices(list(odds), list(odds.values()))[0]
        if fate == "moved":
            self._move(thread, made)
        at, member = self._moment(made, fate), made.owner
        if made.due_at < self._days.at - HOUR:
            at = min(at, self._days.at - HOUR / 4)
        if at > self._days.at or member is None:
            return
        if fate in {"kept", "late", "moved"}:
            evidence = said.tongue.delivered if made.form == Form.DELIVERY else said.tongue.done
            in_full = fate != "kept" or self._chance.random() > 0.01
            keep(thread, made, at, member=member, evidence=evidence, in_full=in_full)
        elif fate == "broken":
            settle(thread, made, at, state=PromiseState.BROKEN, member=member, reason=self._chance.choice(BROKEN))
        else:
            settle(thread, made, at, state=PromiseState.WITHDRAWN, member=member, reason=self._chance.choice(WITHDRAWN))

    def _is_bad_time(self, made: Promise) -> bool:
        return made.form == Form.DELIVERY and is_bad_time(made.first_due_at, self._days.at)

    def _move(self, thread: Thread, made: Promise) -> None:
        at = made.made_at + (made.due_at - made.made_at) * 0.6
        if at < self._days.at and made.owner is not None:
            to = self._days.due_in(made.case.touchpoint, made.due_at, self._chance.randint(1, 4))
            move(thread, made, at, to=to, member=made.owner, reason=self._chance.choice(MOVED))

    def _moment(self, made: Promise, fate: str) -> datetime:
        """When it happens: within the time, or some hours past it."""
        if fate in {"late", "broken"}:
            return made.due_at + HOUR * self._chance.uniform(1.5, 30)
        whole = made.due_at - made.made_at
        return made.due_at - whole * self._chance.betavariate(1.2, 3.0) * 0.9
