"""The fixed cast: customer, owner, colleague, lead, administrator and the outsider who must be refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from kohtaamo.channels.mail.choices import Stage
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.customers.choices import IdentityKind
from kohtaamo.customers.commands.recognise import recognise
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint
from tests.founding import copy, folder_of_the_run, template
from tests.starting import put_back, set_apart

PASSWORD = "salasana-on-pitka-1"
# A busy machine is no fault of what is tried.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no core is idle at the end while another is at one of them."""
    items.sort(key=lambda item: (item.get_closest_marker("story") is None, item.get_closest_marker("server") is None))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The embedded test database is a copy and lies in a folder of this run; one in PostgreSQL is removed at the end."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """The test database of each worker begins as a copy of one that was brought to this version once."""
    shared, told = folder_of_the_run(tmp_path_factory), connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        copy(shared, Path(told["NAME"]))
        return
    with django_db_blocker.unblock():
        told["TEMPLATE"] = template(shared)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database, its ids far apart."""
    with django_db_blocker.unblock():
        set_apart()


@pytest.fixture(autouse=True)
def _starting_roles(request: pytest.FixtureRequest) -> None:
    """A test with real transactions leaves every table empty; the roles and kinds of a new system are put back for the next."""
    asks = {"db", "transactional_db"} & set(request.fixturenames)
    if not asks and request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("_django_db_helper")
    put_back()


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="Palvelu")


@pytest.fixture
def other_team(db: None) -> Team:
    return Team.objects.create(name="Toimitus")


def _member(name: str, role: str, *teams: Team) -> Member:
    member = Member.objects.create_user(
        email=f"{name.split()[0].lower()}@tupa.example", password=PASSWORD, name=name,
        role=Role.objects.get(name=role), language="fi",
    )  # fmt: skip
    member.teams.add(*teams)
    return member


@pytest.fixture
def owner(team: Team) -> Member:
    return _member("Noora Kivelä", RoleName.FRONT_LINE, team)


@pytest.fixture
def colleague(team: Team) -> Member:
    return _member("Sami Lahti", RoleName.FRONT_LINE, team)


@pytest.fixture
def lead(team: Team) -> Member:
    return _member("Leila Aho", RoleName.LEAD, team)


@pytest.fixture
def administrator(team: Team) -> Member:
    return _member("Aino Hallinto", RoleName.ADMINISTRATOR, team)


@pytest.fixture
def outsider(other_team: Team) -> Member:
    return _member("Ulla Ulkopuoli", RoleName.FRONT_LINE, other_team)


@pytest.fixture
def customer(db: None) -> Customer:
    return recognise(kind=IdentityKind.EMAIL, value="eeva.mattila@posti.example", name="Eeva Mattila", language="fi")


@pytest.fixture
def touchpoint(team: Team) -> Touchpoint:
    return Touchpoint.objects.create(name="Verkkokaupan posti", channel=Channel.MAIL, team=team, answer_minutes=240)


@pytest.fixture
def mailbox(touchpoint: Touchpoint) -> Mailbox:
    return Mailbox.objects.create(
        touchpoint=touchpoint, address="palvelu@tupa.example", sender_name="Aitta & Tupa", stage=Stage.LIVE
    )


Says = Callable[..., Message]


@pytest.fixture
def says(touchpoint: Touchpoint) -> Says:
    """A customer says something by mail: ``says("words", sender="a@b.example", ...)`` with any field of Arrival."""

    def say(
        text: str = "Sänky ei tullut perjantaina.", sender: str = "eeva.mattila@posti.example", **fields: object
    ) -> Message:
        known = {
            "touchpoint": touchpoint, "channel": Channel.MAIL, "at": now(), "identity_kind": IdentityKind.EMAIL,
            "identity": sender, "sender_name": "Eeva Mattila", "subject": "Sänky ei tullut", "text": text,
        }  # fmt: skip
        return receive(Arrival(**{**known, **fields}))  # type: ignore[arg-type]

    return say


@pytest.fixture
def case(says: Says, customer: Customer, mailbox: Mailbox) -> Case:
    return says().case


def _signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def as_owner(owner: Member) -> Client:
    return _signed_in(owner)


@pytest.fixture
def as_colleague(colleague: Member) -> Client:
    return _signed_in(colleague)


@pytest.fixture
def as_lead(lead: Member) -> Client:
    return _signed_in(lead)


@pytest.fixture
def as_administrator(administrator: Member) -> Client:
    return _signed_in(administrator)


@pytest.fixture
def as_outsider(outsider: Member) -> Client:
    return _signed_in(outsider)


@pytest.fixture
def anonymous(db: None) -> Client:
    return Client()
