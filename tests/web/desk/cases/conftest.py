from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member


@pytest.fixture
def mine(case: Case, owner: Member) -> Case:
    """The case once the owner has taken it."""
    return take(actor=owner, case=case)


@pytest.fixture
def newest(case: Case) -> int:
    """The newest message of the case."""
    return Message.objects.filter(case=case).latest("pk").pk


@pytest.fixture
def tomorrow() -> datetime:
    return (now() + timedelta(days=1)).replace(second=0, microsecond=0)


@pytest.fixture
def promise(mine: Case, owner: Member, tomorrow: datetime) -> Promise:
    return make(actor=owner, case=mine, terms=Terms(what="Soitamme kuljetuksesta", due_at=tomorrow, form="call"))
