"""Numbers for a watching system, in the text form of Prometheus; none of them names a person."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.models import Intake
from kohtaamo.encounters.choices import CaseState, DeliveryState
from kohtaamo.encounters.models import Case, Delivery
from kohtaamo.platform.errors import NotAllowed, NotFound
from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState
from kohtaamo.promises.models import Promise
from kohtaamo.web.desk.operations.findings import trouble_count
from kohtaamo.web.desk.operations.machine import look

HERE = {"127.0.0.1", "::1"}


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, to whom the settings let read them. Raises ``NotFound`` when nobody may, ``NotAllowed`` to others."""
    way = settings.KOHTAAMO["METRICS"]
    if way == "off":
        raise NotFound
    if not (_is_from_here(request) if way == "loopback" else _has_token(request)):
        raise NotAllowed
    from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
    from prometheus_client.exposition import CONTENT_TYPE_LATEST

    counted = CollectorRegistry()
    counted.register(_House())
    return HttpResponse(generate_latest(REGISTRY) + generate_latest(counted), content_type=CONTENT_TYPE_LATEST)


def _is_from_here(request: HttpRequest) -> bool:
    """From this machine itself, and not passed on by a server in front of us."""
    passed_on = {"X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"} & set(request.headers)
    return not passed_on and request.META.get("REMOTE_ADDR") in HERE


def _has_token(request: HttpRequest) -> bool:
    token = str(settings.KOHTAAMO["METRICS_TOKEN"])
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


class _House:
    """Counted anew at each reading, with a fixed number of questions."""

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily

        for name, about, label, values in (*_waiting(), *_leaving(), *_background(), *_machine()):
            family = GaugeMetricFamily(f"kohtaamo_{name}", about, labels=[label] if label else [])
            for key, value in values.items():
                family.add_metric([key] if label else [], float(value))
            yield family


Told = tuple[str, str, str, dict[str, float]]


def _waiting() -> Iterator[Told]:
    cases = Case.objects.filter(state=CaseState.WAITING_US).aggregate(number=Count("pk"), oldest=Min("waiting_since"))
    yield "cases_waiting", "Cases that wait for us.", "", {"": cases["number"]}
    oldest = (now() - cases["oldest"]).total_seconds() if cases["oldest"] else 0
    yield "case_waiting_oldest_seconds", "How long the one that waits longest has waited.", "", {"": oldest}
    late = Count("pk", filter=Q(due_at__lt=now()))
    open_ones = Promise.objects.filter(state=PromiseState.OPEN).aggregate(number=Count("pk"), late=late)
    yield "promises", "Open promises.", "state", {"open": open_ones["number"], "late": open_ones["late"]}


def _leaving() -> Iterator[Told]:
    states = [DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.FAILED, DeliveryState.HELD]
    known = Delivery.objects.filter(state__in=states, dismissed_at=None).values_list("state").annotate(Count("pk"))
    yield (
        "deliveries",
        "Messages to one recipient each, not sent (yet).",
        "state",
        _by(known.order_by(), map(str, states)),
    )
    last = Intake.objects.aggregate(last=Max("pk"), at=Max("came_at"))
    yield "mails_taken_in", "The number of the last mail that came.", "", {"": last["last"] or 0}
    at = last["at"].timestamp() if last["at"] else 0
    yield "mail_last_came_timestamp_seconds", "When it came.", "", {"": at}


def _background() -> Iterator[Told]:
    open_jobs = DBTaskResult.objects.exclude(status="SUCCESSFUL").values_list("status").annotate(Count("pk")).order_by()
    states = ["READY", "RUNNING", "FAILED"]
    yield "jobs", "Jobs by state.", "state", {key.lower(): value for key, value in _by(open_jobs, states).items()}
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    behind = {reader: last - read for reader, read in Cursor.objects.values_list("reader", "last_id")}
    yield "journal_entries", "The number of the journal's last entry.", "", {"": last}
    yield "journal_reader_behind", "Entries a reader has not read yet.", "reader", behind
    yield "troubles", "Kinds of trouble on the operations page.", "", {"": trouble_count()}


def _machine() -> Iterator[Told]:
    machine = look()
    yield "worker_alive", "Whether a worker gave a sign of life within a minute.", "", {"": machine.is_alive}
    yield "disk_free_bytes", "Room where the data is.", "", {"": machine.free}
    yield "database_bytes", "Size of the database.", "", {"": machine.database}


def _by(rows: Any, keys: Any) -> dict[str, float]:
    return {**dict.fromkeys(keys, 0), **{str(key): value for key, value in rows}}
