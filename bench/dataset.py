"""A large organisation's years: customers, cases, encounters, messages, promises and journal, built by the table.

Texts are put together from a pool of sentences with words of every frequency, so that search meets common and rare
words alike. Everything is decided by a seeded generator: the same size gives the same data.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

FIRST = ["Eeva", "Jari", "Fatima", "Pentti", "Aila", "Leena", "Olli", "Mari", "Amir", "Kaisa", "Sirpa", "Veikko", "Heikki",
         "Astrid", "Gunnar", "Maj-Britt", "Emma", "Oliver", "Sofia", "Noah", "Ritva", "Tapio", "Hanna", "Antti"]  # fmt: skip
LAST = ["Mattila", "Nieminen", "Hassan", "Korhonen", "Virtanen", "Aalto", "Koskinen", "Rezaei", "Lehto", "Ojala", "Salonen",
        "Laine", "Lindqvist", "Holm", "Söderström", "Smith", "Brown", "Heinonen", "Wirtanen", "Mäkelä", "Rantanen"]  # fmt: skip
THINGS = ["sohva", "sänky", "matto", "lamppu", "hylly", "pöytä", "tuoli", "verho", "peili", "kattila", "soffa", "säng",
          "matta", "lampa", "bord", "sofa", "bed", "rug", "shelf", "chair"]  # fmt: skip
SENTENCES = [
    "Tilasin teiltä {thing}n, mutta toimitus ei tullut perjantaina.", "Milloin {thing} saapuu myymälään?",
    "Hyvitystä ei ole vielä näkynyt tilillä.", "Kiitos nopeasta vastauksesta!", "Värisävy ei vastannut kuvaa.",
    "Paketissa oli kolhu ja jalka oli irti.", "Voiko toimituksen siirtää ensi viikkoon?", "Lasku tuli kahteen kertaan.",
    "Äitini ei pääse hakemaan sitä itse.", "Ohje puuttui kokonaan.", "Jag har inte fått någon bekräftelse på {thing}.",
    "När kan ni leverera {thing}?", "Tack för hjälpen!", "The {thing} arrived with a scratch.", "Could you call me back?",
    "Tuomme sen huomenna klo 12–15 ja kannamme sisään.", "Pahoittelemme viivästystä.", "Palaan asiaan viimeistään keskiviikkona.",
    "Selvitän asian varastosta ja soitan sinulle.", "Vi återkommer senast på fredag.", "We will send a new one today.",
]  # fmt: skip
SENTENCE_END = re.compile(r"(?<=[.?!]) ")
END = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Size:
    """How many encounters; the rest follows in the proportions of a million to 4,000,000 messages and 300,000 people."""

    encounters: int

    @property
    def customers(self) -> int:
        return max(50, self.encounters * 3 // 10)

    @property
    def cases(self) -> int:
        return self.encounters * 6 // 10


Row = tuple[Any, ...]


class Dataset:
    """The rows of each table, generated as they are asked for. ``base`` holds ids made beforehand: teams, members, ..."""

    def __init__(self, size: Size, base: dict[str, list[int]]) -> None:
        self.size, self.base = size, base
        self.start = END - timedelta(days=3 * 365)

    def at(self, share: float) -> datetime:
        """A moment within the years, later for later rows."""
        return self.start + (END - self.start) * min(1.0, share)

    def customers(self) -> Iterator[Row]:
        pick = random.Random(1)
        for i in range(1, self.size.customers + 1):
            name = f"{pick.choice(FIRST)} {pick.choice(LAST)}"
            at = self.at(i / self.size.customers)
            yield i, "person", name, pick.choice(["fi", "fi", "fi", "sv", "en"]), "", "", False, at

    def identities(self) -> Iterator[Row]:
        for i in range(1, self.size.customers + 1):
            address = f"customer{i}@mail{i % 97}.example"
            yield i, i, "email", address, address, self.at(i / self.size.customers)

    def text(self, pick: random.Random, number: int) -> str:
        sentences = pick.sample(SENTENCES, 3)
        words = " ".join(sentences).replace("{thing}", pick.choice(THINGS))
        return f"{words} Tilaus AT-{number % 700_000:06d}."

    def case_customer(self, case: int) -> int:
        """Some customers have very many cases, most have few; the first has a path of thousands."""
        if case % 200 == 0:
            return 1 + (case // 200) % max(1, min(10, self.size.customers))
        return 1 + (case * 7919) % self.size.customers

    def waiting(self) -> int:
        """How many cases wait for us at the end: what a busy organisation has, not a share of its history."""
        return min(400, max(20, self.size.cases // 100))

    def case_rows(self) -> Iterator[Row]:
        pick = random.Random(2)
        teams, touchpoints, members = self.base["teams"], self.base["touchpoints"], self.base["members"]
        total, waiting_from = self.size.cases, self.size.cases - self.waiting()
        for i in range(1, total + 1):
            at = self.at(i / total)
            waits = i > waiting_from
            state = "us" if waits else pick.choice(["settled", "settled", "settled", "customer"])
            team = teams[i % len(teams)]
            owner = None if waits and i % 2 else members[i % len(members)]
            feeling = pick.choice([None, 2, 3, 4, 1]) if not waits or i % 9 else 1
            subject = f"{pick.choice(THINGS).capitalize()} ja tilaus AT-{i:06d}"
            yield (
                i, self.case_customer(i), subject, touchpoints[i % len(touchpoints)], team, owner,
                "fi", state, at if waits else None, feeling,
                at if feeling == 1 and state != "settled" else None, at, at, at if state == "settled" else None, 0, "mail", "Onko siitä jo tietoa?", f"b{i:011d}", "",
            )  # fmt: skip

    def encounters(self) -> Iterator[Row]:
        total, cases = self.size.encounters, self.size.cases
        waiting_from = cases - self.waiting()
        touchpoints = self.base["touchpoints"]
        for i in range(1, total + 1):
            case = 1 + (i - 1) * cases // total
            at = self.at(i / total)
            waits = case > waiting_from
            yield (
                i, case, self.case_customer(case), touchpoints[case % len(touchpoints)], "mail",
                "waiting" if waits else "ended", at, None if waits else at + timedelta(minutes=20),
                None if waits else at + timedelta(minutes=40), None if waits else at + timedelta(hours=3),
                "" if waits else "solved", 3, None if waits else 4, False,
            )  # fmt: skip

    def messages(self) -> Iterator[Row]:
        pick = random.Random(3)
        total, cases, members = self.size.encounters, self.size.cases, self.base["members"]
        number = 0
        for encounter in range(1, total + 1):
            case = 1 + (encounter - 1) * cases // total
            at = self.at(encounter / total)
            for turn in range(4):
                number += 1
                ours = turn % 2
                yield (
                    number, case, encounter, "us" if ours else "customer", members[case % len(members)] if ours else None,
                    "Noora Kivelä" if ours else "Eeva", "" if ours else f"customer{self.case_customer(case)}@mail.example",
                    "Asia", self.text(pick, case), "", at + timedelta(minutes=turn * 30), f"m{number}@bench.example",
                    False, False, False, "", "",
                )  # fmt: skip

    def promises(self) -> Iterator[Row]:
        teams, members = self.base["teams"], self.base["members"]
        total = self.size.encounters
        open_from = total - self.waiting()
        for i in range(1, total + 1):
            case = 1 + (i - 1) * self.size.cases // total
            at = self.at(i / total)
            due = at + timedelta(hours=4)
            is_open = i > open_from
            kept = None if is_open or i % 13 == 0 else at + timedelta(hours=3 if i % 17 else 6)
            state = "open" if is_open else "kept" if kept else "broken"
            yield (
                i, case, self.case_customer(case), i, "Palaamme asiaan", "any", "hand", members[i % len(members)],
                members[i % len(members)], teams[case % len(teams)], at, due, due, state, at, kept,
                True if kept else None, True if kept else None, "", "",
            )  # fmt: skip

    def journal(self) -> Iterator[Row]:
        number = 0
        total = self.size.encounters
        for i in range(1, total + 1):
            case = 1 + (i - 1) * self.size.cases // total
            at = self.at(i / total)
            for kind in ("encounter.arrived", "message.received", "message.sent", "encounter.ended"):
                number += 1
                yield number, at, kind, "", self.case_customer(case), case, i, None, "{}"

    def documents(self) -> Iterator[Row]:
        """Search documents with their index terms; sentences are put in their lemmas once."""
        from kohtaamo.platform.words import lemmas

        known: dict[str, str] = {}
        number = 0
        teams = self.base["teams"]
        for message in self.messages():
            number += 1
            text = str(message[8])
            body, _, order = text.rpartition(" Tilaus ")
            for sentence in (sentences := SENTENCE_END.split(body)):
                if sentence not in known:
                    known[sentence] = lemmas(sentence)
            words = " ".join(known[sentence] for sentence in sentences)
            terms = f"{words} tilaus {order.rstrip('.').lower()} {order[3:].rstrip('.')}"
            yield (
                number,
                "message",
                message[0],
                message[1],
                message[10],
                terms,
                f"~team{teams[message[1] % len(teams)]} ~kindmessage",
            )
        for i, _kind, name, *_rest in self.customers():
            number += 1
            yield (
                number,
                "customer",
                i,
                i,
                self.start,
                " ".join(f"who_{word}" for word in (*name.lower().split(), f"customer{i}@mail{i % 97}.example")),
                "~everyone ~kindcustomer",
            )
