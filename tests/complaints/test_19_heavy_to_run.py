"""Users of other desks: it wanted four services and grew to fifteen gigabytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case

STARTS = """
from kohtaamo.config.asgi import application
from django.urls import get_resolver
get_resolver().url_patterns
print(open("/proc/self/status").read())
"""
SERVICES = {"redis", "celery", "kombu", "pika", "elasticsearch", "opensearch-py", "memcache", "pymongo", "kafka-python"}


def test_the_whole_program_stands_ready_in_little_memory(tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("KOHTAAMO_", "DJANGO_"))}
    source = str(Path(__file__).parents[2] / "src")
    given = {**own, "KOHTAAMO_DATA": str(tmp_path), "PYTHONPATH": source}
    done = subprocess.run([sys.executable, "-c", STARTS], env=given, capture_output=True, text=True, check=True)
    assert megabytes("VmHWM", done.stdout) < 250


def test_no_other_service_is_needed() -> None:
    needed = {re.split(r"[^\w.-]", one)[0].lower() for one in requires("kohtaamo") or [] if "extra ==" not in one}
    assert needed & SERVICES == set()


@pytest.mark.django_db
def test_pages_leave_nothing_behind_in_memory(as_owner: Client, case: Case) -> None:
    def pages(count: int) -> int:
        for _time in range(count):
            as_owner.get("/")
            as_owner.get(f"/cases/{case.pk}/")
        return resident()

    pages(5)
    after_few = pages(2)
    assert pages(20) - after_few < 20


def resident() -> int:
    return megabytes("VmRSS", Path("/proc/self/status").read_text())


def megabytes(name: str, status: str) -> int:
    """A line of proc(5) status."""
    kilobytes = re.search(rf"{name}:\s+(\d+)", status)
    assert kilobytes
    return int(kilobytes[1]) // 1024
