"""The program in docs/api.md, run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from kohtaamo.customers.models import Customer
from kohtaamo.encounters.models import Case
from kohtaamo.staff.commands.keys import make_key
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
SCOPES = ["touchpoints:read", "cases:read", "cases:write", "customers:read", "customers:write", "journal:read"]


@pytest.mark.django_db(transaction=True)
def test_the_program_in_the_docs_does_what_it_says(
    live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, lead: Member, touchpoint: Touchpoint
) -> None:
    cache.clear()
    settings.URL = live_server.url
    _key, secret = make_key(actor=lead, name="Verkkokauppa", scopes=SCOPES)
    monkeypatch.setenv("KOHTAAMO_URL", live_server.url)
    monkeypatch.setenv("KOHTAAMO_KEY", secret)
    first = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)[0]
    done: dict[str, Any] = {}
    exec(compile(first, str(PAGE), "exec"), done)
    exec(compile(first, str(PAGE), "exec"), {})  # started again, nothing is done twice
    assert (Case.objects.count(), Customer.objects.get().wishes) == (1, "Call after four.")
    assert done["waiting"] == [done["case"]["number"]]
    assert {each["kind"].partition(".")[0] for each in done["news"]["items"]} == {"case", "promise"}
