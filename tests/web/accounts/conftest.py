"""A provider by SAML for each test; what was remembered of providers is forgotten between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from kohtaamo.staff.commands.providers import make_provider
from kohtaamo.staff.models import Member, Provider
from tests.web.accounts.asserting import Asserter
from tests.web.accounts.coming import wish_of


@pytest.fixture
def idp() -> Asserter:
    return Asserter()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    caches["near"].clear()
    yield
    caches["near"].clear()


@pytest.fixture
def provider(idp: Asserter, administrator: Member) -> Provider:
    return make_provider(actor=administrator, wish=wish_of(idp))
