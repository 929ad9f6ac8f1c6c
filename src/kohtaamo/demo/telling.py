"""Putting words together: what a customer says, what we answer, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random

from kohtaamo.demo.cast.customers import Known
from kohtaamo.demo.words.goods import KINDS
from kohtaamo.demo.words.tongues import TONGUES, told
from kohtaamo.demo.words.topic import Tongue, Topic, Vow
from kohtaamo.platform.time import default_zone

PASTED = 0.5  # how often a saved answer is thought to do where there is one


@dataclass(frozen=True)
class Said:
    """The customer's first words and what they are about."""

    topic: Topic
    tongue: Tongue
    slots: dict[str, str]
    subject: str
    text: str
    spoken: str


class Teller:
    """Chooses and fills sentences so that the same ones do not follow each other."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._latest: dict[str, list[str]] = {}

    def opens(self, known: Known, *, topic: Topic | None = None) -> Said:
        """What a customer begins with."""
        tongue = TONGUES[known.language]
        topic = topic or self._chance.choices(tongue.topics, [one.share for one in tongue.topics])[0]
        slots = self._slots(known, tongue, topic)
        spoken = fill(self._fresh("opening", topic.openings), slots)
        parts = (self._pick(tongue.hello), spoken, self._pick(tongue.more), self._pick(tongue.goodbye))
        hello, body, more, goodbye = (fill(part, slots) for part in parts)
        text = "\n\n".join(part for part in (hello, f"{body} {more}".strip(), goodbye) if part)
        return Said(topic, tongue, slots, fill(self._pick(topic.subjects), slots), text, spoken)

    def answers(self, said: Said, member: str, vow: Vow | None, due: datetime | None) -> str:
        """Our answer, with the promise in it when there is one."""
        promise = self.promises(said, vow, due) if vow and due else ""
        if not promise and said.topic.pasted:
            return self._letter(said, said.topic.pasted, member)
        body = fill(self._pick(said.topic.answers), said.slots | {"vow": promise}).strip()
        return self._letter(said, body, member)

    def pastes(self, said: Said) -> bool:
        """Whether this one gets the saved answer as it is, and no promise."""
        return bool(said.topic.pasted) and self._chance.random() < PASTED

    def promises(self, said: Said, vow: Vow, due: datetime) -> str:
        """The sentence in which something is promised."""
        return vow.says.replace("{when}", told(due.astimezone(default_zone()), said.tongue.code))

    def _letter(self, said: Said, body: str, member: str) -> str:
        slots = said.slots | {"member": member.split()[0]}
        hello, goodbye = fill(self._pick(said.tongue.we_hello), slots), fill(self._pick(said.tongue.we_goodbye), slots)
        return f"{hello}\n\n{body[0].upper()}{body[1:]}\n\n{goodbye}"

    def thanks(self, said: Said) -> str:
        """The customer's short word after our answer."""
        return fill(f"{self._fresh('thanks', said.tongue.thanks)}\n\n{{first}}", said.slots)

    def comes_back(self, said: Said) -> str:
        """What they say when they return to the same matter."""
        return self._fresh("again", said.tongue.again)

    def welcomes(self, said: Said, member: str) -> str:
        """Our short word after theirs."""
        return self._letter(said, self._pick(said.tongue.welcome), member)

    def _slots(self, known: Known, tongue: Tongue, topic: Topic) -> dict[str, str]:
        name = known.customer.name
        order = f"{self._chance.randint(31, 89)}{self._chance.randint(1000, 9999)}"
        thing = tongue.goods[self._chance.choice(KINDS[topic.goods])]
        return {"name": name, "first": known.customer.first_name, "order": order, **thing}

    def _pick(self, texts: tuple[str, ...]) -> str:
        return self._chance.choice(texts)

    def _fresh(self, what: str, texts: tuple[str, ...]) -> str:
        """One that was not used just now."""
        latest = self._latest.setdefault(what, [])
        free = [text for text in texts if text not in latest] or list(texts)
        text = self._chance.choice(free)
        latest.append(text)
        del latest[: max(0, len(latest) - 12)]
        return text


def fill(text: str, slots: dict[str, str]) -> str:
    """The text with its slots filled and its first letter a capital."""
    for name, value in slots.items():
        text = text.replace("{" + name + "}", value)
    text = text.strip()
    return text[:1].upper() + text[1:] if not text.startswith("http") else text
