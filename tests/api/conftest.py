"""Programs that call: each with a key that acts as one of the cast."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from kohtaamo.platform.time import now
from kohtaamo.staff.choices import SCOPES
from kohtaamo.staff.keys import digest_of, new_secret
from kohtaamo.staff.models import Key, Member


class Program:
    """A client with a key."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._client = Client()

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        sent = {
            "Authorization": f"Bearer {self.secret}",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        kind = sent.pop("Content-Type", "application/json")
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        if not path.startswith("/api/"):
            path = f"/api/v1{path}"
        return self._client.generic(method, path, data, content_type=kind, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self("POST", path, {} if body is None else body, **headers)


Calls = Callable[..., Program]


@pytest.fixture
def calls(db: None) -> Calls:
    """``calls(member)``: a program that acts as them, with every scope or the given ones."""
    caches["near"].clear()

    def make(member: Member, scopes: Iterable[str] = SCOPES, **fields: object) -> Program:
        secret, prefix = new_secret()
        known = {"name": "Verkkokauppa", "scopes": list(scopes), "made_at": now(), "made_by": member}
        Key.objects.create(member=member, prefix=prefix, digest=digest_of(secret), **{**known, **fields})
        return Program(secret)

    return make


@pytest.fixture
def program(calls: Calls, owner: Member) -> Program:
    return calls(owner)
