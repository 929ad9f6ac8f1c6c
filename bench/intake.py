"""Mail intake: raw mails in, each parsed and committed; many together and one by one."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from bench.dataset import END, SENTENCES
from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.encounters.models import Message
from kohtaamo.platform.words_dictionary import lemma


def mails(count: int, seed: int = 11) -> list[bytes]:
    """Typical customers' mails of three to five kilobytes, a third of them with HTML."""
    pick = random.Random(seed)
    made = []
    for i in range(count):
        mail = EmailMessage()
        mail["From"] = f"Customer {i} <customer{i}@mail{i % 97}.example>"
        mail["To"] = "palvelu@bench.example"
        mail["Subject"] = f"Tilaus AT-{pick.randrange(700_000):06d} ja kysymys"
        mail["Message-ID"] = f"<bench-{seed}-{time.time_ns()}-{i}@mail.example>"
        mail["Date"] = format_datetime(END)
        text = "\n\n".join(" ".join(pick.sample(SENTENCES, 6)) for _ in range(4)).replace("{thing}", "sohva")
        mail.set_content(text)
        if i % 3 == 0:
            mail.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
        made.append(mail.as_bytes())
    return made


@dataclass(frozen=True)
class Rate:
    """How ``given`` mails went in: mails a second, CPU milliseconds a mail in this process, and how many are stored."""

    per_second: float
    cpu_ms: float
    given: int
    stored: int


def measure_intake(count: int = 1000) -> dict[str, dict[str, float]]:
    """Many together, as a folder of mails is ingested, and one by one, as a mailbox hands over new ones."""
    for language in ("fi", "sv", "en"):
        lemma("words", language)  # dictionaries are read once in a process, which takes seconds
    _one_by_one(mails(50, seed=1))
    return {
        "bulk": asdict(_measure(_together, mails(count))),
        "single": asdict(_measure(_one_by_one, mails(count, 12))),
    }


def _measure(way: Callable[[list[bytes]], None], raws: list[bytes]) -> Rate:
    before = Message.objects.count()
    began, cpu = time.perf_counter(), time.process_time()
    way(raws)
    spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    return Rate(len(raws) / spent, 1000 * cpu / len(raws), len(raws), Message.objects.count() - before)


def _together(raws: list[bytes]) -> None:
    for _ in take_in_all((str(number), raw) for number, raw in enumerate(raws)):
        pass


def _one_by_one(raws: list[bytes]) -> None:
    for raw in raws:
        take_in(raw=raw, source="ingest")
