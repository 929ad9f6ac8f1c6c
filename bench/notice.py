"""One notice to many who wait: how soon its list is made, how fast it is written and how fast it leaves.

The people who wait are made for this measurement and added to whatever the database holds.
"""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils.timezone import now

from kohtaamo.channels.mail.choices import Security, Stage
from kohtaamo.channels.mail.jobs import send_messages
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.models import Case, Delivery, Encounter, Message
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import Said, begin_notice, write_notice
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.send import send
from kohtaamo.outreach.commands.tell import hold_cases, with_words, write
from kohtaamo.outreach.models import Cause, CauseCase, Notice, NoticeTo
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.models import Touchpoint

PEOPLE = 50_000
WRITTEN = 2_000  # of them, to measure the rate
SENT = 500  # of those
TOGETHER = 50
CHUNK = 5_000


def measure_notice(people: int = PEOPLE) -> dict[str, float]:
    """Seconds to prepare the list, and messages a second written and handed over to a server on this machine."""
    sender, touchpoint = sender_of(), _touchpoint()
    cause = open_cause(actor=sender, title="Measured delay")
    let_wait(cause, touchpoint, people)
    notice = begin_notice(actor=sender, cause=cause)
    texts = [Said(language=each, apology="Hei {name}", text="{promise}: {date}") for each in ("fi", "sv", "en")]
    write_notice(actor=sender, notice=notice, texts=texts, new_due_at=now() + timedelta(days=7))
    listing = _Clock()
    listed = prepare(actor=sender, notice=notice)
    listing.stop()
    send(actor=sender, notice=notice, people=listed)
    writing = _Clock()
    ids = _written(notice)
    writing.stop()
    sending, arrived = _sent(ids[:SENT], touchpoint)
    return {
        "people": listed, "prepared_s": listing.wall, "prepared_cpu_s": listing.cpu,
        "written_per_second": len(ids) / writing.wall, "written_cpu_ms": 1000 * writing.cpu / len(ids),
        "sent_per_second": arrived / sending.wall, "sent_cpu_ms": 1000 * sending.cpu / max(1, arrived),
    }  # fmt: skip


class _Clock:
    """Time on the wall and of the processor, in seconds, from its making to ``stop``."""

    def __init__(self) -> None:
        self.wall, self.cpu = -time.perf_counter(), -time.process_time()

    def stop(self) -> None:
        self.wall, self.cpu = self.wall + time.perf_counter(), self.cpu + time.process_time()


def sender_of() -> Member:
    """Whoever may send a notice here."""
    role, _made = Role.objects.get_or_create(name=RoleName.ADMINISTRATOR)
    found = Member.objects.filter(role=role, is_active=True).first()
    return found or Member.objects.create_user(email="measured@bench.example", name="Measured Sender", role=role)


def _touchpoint() -> Touchpoint:
    team = Team.objects.first() or Team.objects.create(name="Measured")
    return Touchpoint.objects.first() or Touchpoint.objects.create(name="Measured", channel="mail", team=team)


def let_wait(cause: Cause, touchpoint: Touchpoint, people: int) -> None:
    """So many customers with an address and a waiting case each, joined to the cause."""
    stamp = time.time_ns()
    for start in range(0, people, CHUNK):
        with unit_of_work():
            _wait(cause, touchpoint, range(start, min(start + CHUNK, people)), stamp)


def _wait(cause: Cause, touchpoint: Touchpoint, numbers: range, stamp: int) -> None:
    at = now()
    customers = Customer.objects.bulk_create(Customer(name=f"Odottaja {n}", created_at=at) for n in numbers)
    addresses = [f"waits{stamp}x{n}@mail.example" for n in numbers]
    Identity.objects.bulk_create(
        Identity(customer=customer, kind="email", value=address, shown=address, added_at=at)
        for customer, address in zip(customers, addresses, strict=True)
    )
    cases = Case.objects.bulk_create(
        Case(
            customer=customer, subject="Measured delay", touchpoint=touchpoint, team_id=touchpoint.team_id,
            language=("fi", "fi", "sv", "en")[customer.pk % 4], state="us", waiting_since=at, opened_at=at,
            changed_at=at, channel="mail", key=f"{customer.pk:016x}",
        )
        for customer in customers
    )  # fmt: skip
    Encounter.objects.bulk_create(
        Encounter(case=case, customer_id=case.customer_id, touchpoint=touchpoint, channel="mail", arrived_at=at)
        for case in cases
    )
    CauseCase.objects.bulk_create(CauseCase(cause=cause, case=case, how="rule", at=at) for case in cases)


def _written(notice: Notice) -> list[int]:
    """Write to some of them as the job does, but without waiting for the pace."""
    whole = with_words().get(pk=notice.pk)
    ids: list[int] = []
    while len(ids) < WRITTEN:
        with unit_of_work():
            people = NoticeTo.objects.filter(notice=whole, state="waiting").select_related("customer").order_by("pk")
            some = list(people[:TOGETHER])
            held = hold_cases(whole, [one.customer_id for one in some])
            ids += [message.pk for message in write(whole, some, held, rests=False)]
        if len(some) < TOGETHER:
            break
    return ids


def _sent(ids: list[int], touchpoint: Touchpoint) -> tuple[_Clock, int]:
    """Hand them over as the jobs do; the time it took, and how many arrived."""
    with _server() as port:
        Mailbox.objects.create(
            touchpoint=touchpoint, address=f"measured{time.time_ns()}@bench.example", stage=Stage.LIVE,
            smtp_host="127.0.0.1", smtp_port=port, smtp_security=Security.NONE,
        )  # fmt: skip
        Delivery.objects.filter(message__in=ids).update(not_before=now())
        clock = _Clock()
        for start in range(0, len(ids), TOGETHER // 2):
            send_messages.func(ids[start : start + TOGETHER // 2])
        clock.stop()
    return clock, Message.objects.filter(pk__in=ids, deliveries__state="sent").count()


class _Talk(socketserver.StreamRequestHandler):
    """Just enough of a mail server: it takes everything."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while self.rfile.readline() != b".\r\n":
                    pass
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 OK\r\n")
            if word == b"QUIT":
                return


@contextmanager
def _server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()
