"""Work on much at once: 10,000 cases changed and put back, two long customers made one and parted, everything taken out."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import mkdtemp

from django.db import connection
from django.db.models import Count

from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case
from kohtaamo.passage.exporting.export import write_all
from kohtaamo.staff.models import Member
from kohtaamo.work.choices import Act
from kohtaamo.work.commands.bulk import begin_bulk, undo_bulk, work_on
from kohtaamo.work.commands.tag import name_tag

CASES = 10_000


def measure_large() -> dict[str, float]:
    """Cases changed a second and put back a second; seconds to merge and to part; rows taken out a second."""
    lead = Member.objects.get(email="lead@bench.example")
    return {**_bulk(lead), **_merge(lead), **_export()}


def _bulk(lead: Member) -> dict[str, float]:
    cases = list(Case.objects.filter(merged_into=None).order_by("-id").values_list("pk", flat=True)[:CASES])
    tag = name_tag(actor=lead, name="mitattu")
    began = time.perf_counter()
    bulk = begin_bulk(actor=lead, act=Act.TAG, what={"tag": tag.pk}, cases=cases)
    asked = time.perf_counter() - began
    while work_on(bulk.pk, bulk.run):
        pass
    changed = time.perf_counter() - began - asked
    back = undo_bulk(actor=lead, bulk=bulk)
    began = time.perf_counter()
    while work_on(back.pk, back.run):
        pass
    undone = time.perf_counter() - began
    return {
        "bulk_cases": len(cases), "bulk_begun_s": asked, "bulk_per_second": len(cases) / changed,
        "undone_per_second": len(cases) / undone,
    }  # fmt: skip


def _merge(lead: Member) -> dict[str, float]:
    """The two who have come most often."""
    often = (
        Case.objects.filter(customer__merged_into=None).values("customer").annotate(n=Count("pk")).order_by("-n")[:2]
    )
    cases = {row["customer"]: row["n"] for row in often}
    winner, loser = Customer.objects.filter(pk__in=cases).order_by("pk")
    began = time.perf_counter()
    made = merge(actor=lead, winner=winner, loser=loser)
    merged = time.perf_counter()
    unmerge(actor=lead, merge=made)
    return {"merge_cases": cases[loser.pk], "merge_s": merged - began, "unmerge_s": time.perf_counter() - merged}


def _export() -> dict[str, float]:
    folder = Path(mkdtemp())
    try:
        began = time.perf_counter()
        rows = sum(write_all(folder, format="jsonl").values())
        took = time.perf_counter() - began
        size = sum(file.stat().st_size for file in folder.iterdir())
    finally:
        shutil.rmtree(folder)
        connection.close()
    return {"export_rows": rows, "export_s": took, "export_mb": size / 2**20}
