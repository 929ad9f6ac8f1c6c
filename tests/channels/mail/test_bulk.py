"""Many mails taken in together leave exactly what they leave taken in one by one, in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.db import transaction
from django.db.models import DateTimeField, Model
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.mail.conftest import make_mail
from tests.channels.mail.test_reports_placed import REPORT

from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Intake, Mailbox, UnwantedSender
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.models import Attachment, Case, Encounter, Message, Participant
from kohtaamo.platform.events import _listeners
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise

pytestmark = pytest.mark.django_db
WRITTEN: tuple[type[Model], ...] = (
    Customer, Identity, Case, Encounter, Message, Participant, Attachment, Promise, Intake, Blob, Entry,
)  # fmt: skip
RANDOM = {"key", "due_at"}  # and every moment
VILLE = "Ville Vieras <ville@muualla.example>"


def _letter(number: int, **headers: str) -> bytes:
    return make_mail(f"Viesti {number}", **{"Message_ID": f"<n{number}@posti.example>", **headers})


def _with_file() -> bytes:
    mail = message_from_bytes(_letter(30), policy=default)
    mail.add_attachment(b"kuva", maintype="image", subtype="png", filename="a.png")
    return mail.as_bytes()


MAILS = [
    *[_letter(number) for number in range(3)],
    *[_letter(number, References=f"<n{number - 3}@posti.example>") for number in range(3, 8)],
    *[_letter(number, From=f"A{number} <a{number}@b.example>", Subject="") for number in range(8, 14)],
    _letter(14, From=VILLE, References="<n0@posti.example>"),
    _letter(15, Cc=VILLE),
    _letter(16, From=VILLE, References="<n15@posti.example>"),
    _letter(1),
    _letter(1, Received="from another"),
    _letter(17, Message_ID="<n1@posti.example>"),
    _letter(18, From="Mainos <m@mainos.example>"),
    _letter(19, Auto_Submitted="auto-replied", References="<n0@posti.example>"),
    _letter(20, Auto_Submitted="auto-replied", From="poissa@toinen.example"),
    _letter(21, From="", Message_ID=""),
    _letter(22, X_Spam_Flag="YES"),
    REPORT.format(action="failed", status="5.1.1", said="550 no such user", identifier="<n2@posti.example>").encode(),
    _with_file(),
    b"",
    b"\x00\xff junk",
]


def _by_ones(raws: Sequence[bytes]) -> None:
    for raw in raws:
        take_in(raw=raw, source="ingest")


def _together(raws: Sequence[bytes]) -> None:
    list(take_in_all((str(number), raw) for number, raw in enumerate(raws)))


def _left_by(way: Callable[[Sequence[bytes]], None], raws: Sequence[bytes]) -> dict[str, Any]:
    """All that stands in the database afterwards, keys as their order; it is undone."""
    with transaction.atomic():
        way(raws)
        found = _all()
        transaction.set_rollback(True)
    return found


def _all() -> dict[str, Any]:
    orders = {
        model: {
            key: place for place, key in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))
        }
        for model in WRITTEN
    }
    by_name = {model._meta.model_name: order for model, order in orders.items()}

    def said(row: Model, field: Any) -> Any:
        value = getattr(row, field.attname)
        if field.name == "data":
            data = {name: one for name, one in value.items() if name not in RANDOM}
            return {name: by_name[name][one] if name in by_name and one else one for name, one in data.items()}
        model = field.related_model or (type(row) if field.primary_key else None)
        if isinstance(row, Entry) and field.name.removesuffix("_id") in by_name:
            return by_name[field.name.removesuffix("_id")].get(value)
        return orders[model].get(value) if model in orders and model is not Blob else value

    def rows(model: type[Model]) -> list[dict[str, Any]]:
        fields = [f for f in model._meta.concrete_fields if not isinstance(f, DateTimeField) and f.name not in RANDOM]
        return [{f.name: said(row, f) for f in fields} for row in model._default_manager.order_by("pk")]

    return {model.__name__: rows(model) for model in WRITTEN}


@given(st.permutations(MAILS))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_together_they_leave_what_they_leave_one_by_one(mailbox: Mailbox, raws: list[bytes]) -> None:
    UnwantedSender.objects.get_or_create(pattern="mainos.example", defaults={"added_at": now()})
    assert _left_by(_together, raws) == _left_by(_by_ones, raws)


@pytest.mark.parametrize("way", [_together, _by_ones])
def test_the_first_mailbox_is_made_once(db: None, way: Callable[[Sequence[bytes]], None]) -> None:
    way(MAILS[:5])
    assert (Mailbox.objects.count(), Message.objects.count()) == (1, 5)


def test_one_that_cannot_be_placed_does_not_harm_the_others(mailbox: Mailbox) -> None:
    with override_settings(KOHTAAMO_SUBSCRIPTIONS="tests.channels.mail.choosy_subscriptions"):
        _listeners.cache_clear()
        _together([_letter(1), _letter(2, From=VILLE), _letter(3)])
    _listeners.cache_clear()
    outcomes = Intake.objects.order_by("id").values_list("outcome", flat=True)
    opened = Entry.objects.filter(kind="case.opened").count()
    assert (list(outcomes), Message.objects.count(), opened) == (["stored", "failed", "stored"], 2, 2)
