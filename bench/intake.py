"""Mail intake: raw mails in, each parsed and committed, as a mailbox hands them over."""

from __future__ import annotations

import random
import time
from email.message import EmailMessage
from email.utils import format_datetime

from bench.dataset import END, SENTENCES
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.encounters.models import Message


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


def measure_intake(count: int = 1000) -> tuple[float, int]:
    """Mails a second, and how many are stored of those given; the two counts must agree."""
    raws = mails(count)
    before = Message.objects.count()
    began = time.perf_counter()
    for raw in raws:
        take_in(raw=raw, source="ingest")
    spent = time.perf_counter() - began
    return count / spent, Message.objects.count() - before
