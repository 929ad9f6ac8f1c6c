"""Forwarding from the page, addresses offered, copies from the composer, and the palette."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.models import Case, Delivery, Message

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_a_message_is_forwarded_from_the_talk(as_owner: Client, as_outsider: Client, case: Case) -> None:
    message = Message.objects.get(case=case)
    place = f"/cases/{case.pk}/messages/{message.pk}/forwarding/"
    assert place in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert "Sänky ei tullut" in as_owner.get(place).content.decode()
    assert as_owner.post(place, {"to": "kuljettaja", "text": "Missä?"}).status_code == 422
    assert as_owner.post(place, {"to": "kuljettaja@auto.example", "text": "Missä?", "once": "a"}).status_code == 302
    as_owner.post(place, {"to": "kuljettaja@auto.example", "text": "Missä?", "once": "a"})
    assert Delivery.objects.get().address == "kuljettaja@auto.example"
    assert "kuljettaja@auto.example" in as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert as_outsider.get(place).status_code == 404


def test_copies_of_each_kind_are_sent_from_the_composer(as_owner: Client, case: Case) -> None:
    data = {
        "text": "Hei",
        "more": "a@posti.example, b@posti.example",
        "copies": "c@posti.example",
        "blind": "d@posti.example",
    }
    assert as_owner.post(f"/cases/{case.pk}/replies/", data).status_code == 303
    assert sorted(Delivery.objects.values_list("role", flat=True)) == ["bcc", "cc", "to", "to", "to"]
    refused = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Hei", "blind": "ei osoite"})
    assert refused.status_code == 422
    assert 'value="ei osoite"' in refused.content.decode()


def test_known_addresses_are_offered(as_owner: Client, as_outsider: Client, case: Case) -> None:
    assert "eeva.mattila@posti.example" in as_owner.get(f"/cases/{case.pk}/addresses/?q=eeva").content.decode()
    assert as_outsider.get(f"/cases/{case.pk}/addresses/?q=eeva").status_code == 404


def test_the_palette_finds_pages_people_and_cases(as_owner: Client, as_outsider: Client, case: Case) -> None:
    assert "/answers/" in as_owner.get("/palette/?q=valm", headers=HTMX).content.decode()
    assert f"/cases/{case.pk}/" in as_owner.get(f"/palette/?q=K-{case.pk}", headers=HTMX).content.decode()
    assert f"/cases/{case.pk}/" not in as_outsider.get(f"/palette/?q=K-{case.pk}", headers=HTMX).content.decode()
    assert as_owner.get("/palette/?q=eeva")["Location"] == "/search/?q=eeva"
    assert "/teams/" not in as_owner.get("/palette/", headers=HTMX).content.decode()
