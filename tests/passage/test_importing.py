"""What other systems exported is taken in once, silently, the bad rows listed and the rest in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.cli.import_ import command
from kohtaamo.config.background import readers
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.models import Case, Delivery, Message
from kohtaamo.passage.importing.files import rows
from kohtaamo.passage.importing.people import from_csv, from_vcard
from kohtaamo.passage.importing.sources import cases
from kohtaamo.passage.importing.taking import Into, take
from kohtaamo.passage.importing.told import ToldCase, Unusable, plain
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.search.find import find
from kohtaamo.promises.models import Promise
from kohtaamo.touchpoints.models import Touchpoint

pytestmark = pytest.mark.django_db

ZENDESK = {
    "id": 35436, "subject": "Sohva rikki", "status": "solved", "created_at": "2024-03-01T09:00:00Z", "requester_id": 20978392,
    "comments": [
        {"id": 1, "author_id": 20978392, "public": True, "created_at": "2024-03-01T09:00:00Z", "html_body": "<p>Sohvan jalka <b>katkesi</b>.</p><p>Apua!</p>"},
        {"id": 2, "author_id": 7, "public": False, "created_at": "2024-03-01T10:00:00Z", "body": "Tilataan jalka"},
        {"id": 3, "author_id": 7, "public": True, "created_at": "2024-03-01T11:00:00Z", "body": "Lähetämme uuden jalan."},
    ],
}  # fmt: skip
ZENDESK_USERS = {"users": [{"id": 20978392, "name": "Johanna Järvi", "email": "Johanna@Posti.example", "phone": "+358401234567"}, {"id": 7, "name": "Agentti"}]}  # fmt: skip
FRESHDESK = [{"helpdesk_ticket": {
    "display_id": 12, "subject": "Lasku", "status": 2, "created_at": "2024-05-02T08:00:00+03:00", "description": "Lasku tuli kahdesti",
    "requester": {"id": 5, "name": "Ville Vuori", "email": "ville@posti.example"},
    "notes": [{"helpdesk_note": {"incoming": False, "private": False, "body": "Tarkistamme.", "created_at": "2024-05-02T09:00:00+03:00"}}],
}}]  # fmt: skip
CHATWOOT = {"data": {"payload": [{
    "id": 77, "status": "open", "created_at": 1714636800, "meta": {"sender": {"id": 3, "name": "Outi", "phone_number": "+358501112222"}},
    "messages": [
        {"content": "Onko auki lauantaina?", "message_type": 0, "created_at": 1714636800, "sender": {"name": "Outi"}},
        {"content": "Conversation was opened", "message_type": 2, "created_at": 1714636801},
    ],
}]}}  # fmt: skip
ZAMMAD = {"tickets": [{
    "id": 9, "number": "20009", "title": "Matto", "state": "closed", "created_at": "2023-01-01T00:00:00Z", "customer_id": 4,
}], "users": [{"id": 4, "firstname": "Matti", "lastname": "Mattila", "email": "matti@posti.example"}], "articles": [
    {"ticket_id": 9, "sender": "Customer", "internal": False, "body": "Matto on väärä.", "created_at": "2023-01-01T00:00:00Z", "from": "Matti"},
    {"ticket_id": 9, "sender": "Agent", "internal": True, "body": "Vaihdetaan", "created_at": "2023-01-02T00:00:00Z"},
]}  # fmt: skip


def put(folder: Path, name: str, told: Any) -> Path:
    (folder / name).write_text(told if isinstance(told, str) else json.dumps(told))
    return folder / name


def taken(source: str, path: Path, touchpoint: Touchpoint, **more: Any) -> tuple[int, int, int]:
    report = take(cases(source, path), Into(source, touchpoint, **more))
    return report.new, report.known, report.bad


@pytest.fixture
def zendesk(tmp_path: Path) -> Path:
    (tmp_path / "zendesk").mkdir()
    put(
        tmp_path / "zendesk",
        "tickets.json",
        "\n".join([json.dumps(ZENDESK), '{"id": 1, "subject": "ei ketään"}', "{broken"]),
    )
    put(tmp_path / "zendesk", "users.json", ZENDESK_USERS)
    return tmp_path / "zendesk"


def test_a_ticket_of_zendesk_becomes_a_case_with_its_words(zendesk: Path, touchpoint: Touchpoint) -> None:
    assert taken("zendesk", zendesk, touchpoint) == (1, 0, 2)
    case = Case.objects.get()
    assert (case.subject, case.state, case.customer.name) == ("Sohva rikki", "settled", "Johanna Järvi")
    said = list(Message.objects.order_by("at").values_list("author", "text"))
    assert said == [
        ("customer", "Sohvan jalka katkesi.\nApua!"), ("note", "Tilataan jalka"), ("us", "Lähetämme uuden jalan."),
    ]  # fmt: skip
    assert set(Identity.objects.values_list("kind", "value")) == {
        ("email", "johanna@posti.example"), ("phone", "+358401234567"), ("external", "zendesk:20978392"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "told", "state", "words"),
    [
        ("freshdesk", FRESHDESK, "customer", ["Lasku tuli kahdesti", "Tarkistamme."]),
        ("chatwoot", CHATWOOT, "us", ["Onko auki lauantaina?"]),
        ("zammad", ZAMMAD, "settled", ["Matto on väärä.", "Vaihdetaan"]),
    ],
)
def test_cases_of_others_come_with_their_state_and_words(
    source: str, told: Any, state: str, words: list[str], tmp_path: Path, touchpoint: Touchpoint
) -> None:
    assert taken(source, put(tmp_path, "tickets.json", told), touchpoint) == (1, 0, 0)
    assert Case.objects.get().state == state
    assert list(Message.objects.order_by("at").values_list("text", flat=True)) == words


def test_taken_in_again_nothing_doubles_and_nothing_is_sent_or_promised(zendesk: Path, touchpoint: Touchpoint) -> None:
    taken("zendesk", zendesk, touchpoint)
    assert taken("zendesk", zendesk, touchpoint) == (0, 1, 2)
    assert (Case.objects.count(), Message.objects.count(), Customer.objects.count()) == (1, 3, 1)
    assert (Delivery.objects.count(), Promise.objects.count(), mail.outbox) == (0, 0, [])


def test_a_dry_run_tells_and_changes_nothing(zendesk: Path, touchpoint: Touchpoint) -> None:
    assert taken("zendesk", zendesk, touchpoint, is_dry=True) == (1, 0, 2)
    assert (Case.objects.count(), Customer.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_what_was_taken_in_is_found_by_searching(zendesk: Path, touchpoint: Touchpoint) -> None:
    taken("zendesk", zendesk, touchpoint)
    for reader in readers():
        catch_up(reader)
    assert {hit.kind for hit in find("jalka", scopes=None)} == {"message"}


def test_a_customer_already_known_is_not_made_again(zendesk: Path, touchpoint: Touchpoint, says: Any) -> None:
    known = says(sender="johanna@posti.example", sender_name="J. Järvi").case.customer
    taken("zendesk", zendesk, touchpoint)
    assert Case.objects.get(subject="Sohva rikki").customer == known
    known.refresh_from_db()
    assert known.name == "J. Järvi"


def test_an_export_in_a_zip_is_read(zendesk: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for each in zendesk.iterdir():
            archive.write(each, each.name)
    assert [each.outside_id for each in cases("zendesk", tmp_path / "z.zip") if isinstance(each, ToldCase)] == ["35436"]


def test_customers_come_from_a_table_with_usual_headings(tmp_path: Path) -> None:
    path = tmp_path / "asiakkaat.csv"
    path.write_bytes(
        "Etunimi;Sukunimi;Sähköposti;Puhelin;Yritys\nÅsa;Öberg;asa@posti.example;040 123 4567;Öberg Oy\n;;;;\nEi;Mitään;;;\n"
        "Rikki;Osoite;ei osoite;;\n".encode("cp1252")
    )
    report = take(from_csv(path), Into("customers"))
    assert (report.new, report.bad) == (1, 2)
    person = Customer.objects.get(kind="person")
    assert (person.name, str(person.organisation), sorted(person.identities.values_list("value", flat=True))) == (
        "Åsa Öberg", "Öberg Oy", ["+358401234567", "asa@posti.example"],
    )  # fmt: skip
    again = take(from_csv(path), Into("customers"))
    assert (again.new, again.known, Customer.objects.count()) == (0, 1, 2)


def test_customers_come_from_cards(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Pekka\r\n  Virta\r\nitem1.EMAIL;TYPE=home:pekka@posti.example\r\nTEL:+358 50 1112222\r\nEND:VCARD\r\n"
    path = put(tmp_path, "cards.vcf", card)
    assert take(from_vcard(path), Into("vcard")).new == 1
    assert Customer.objects.get().name == "Pekka Virta"


def test_the_command_lists_bad_rows_and_ends_with_1(zendesk: Path, touchpoint: Touchpoint) -> None:
    done = CliRunner().invoke(command, ["zendesk", str(zendesk), "--dry-run"])
    assert (
        done.exit_code,
        "Would take in 1 new" in done.output,
        "nobody is named" in done.output or "requester_id" in done.output,
    ) == (1, True, True)


def test_a_file_that_is_no_export_is_told_of(tmp_path: Path, touchpoint: Touchpoint) -> None:
    assert taken("zendesk", put(tmp_path, "tickets.json", "not json at all"), touchpoint) == (0, 0, 1)
    with pytest.raises(Unusable):
        list(from_csv(put(tmp_path, "x.csv", "a,b\n1,2\n")))


@given(st.text())
def test_any_words_become_plain_without_a_fault(text: str) -> None:
    assert "\0" not in plain(text)


@given(told=st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "subject", "tickets", "created_at", "comments", "requester"]), inner, max_size=4), max_leaves=8))  # fmt: skip
def test_any_json_is_read_or_refused(told: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = put(tmp_path_factory.mktemp("any"), "tickets.json", told)
    try:
        assert all(isinstance(each, (ToldCase, Unusable)) for each in cases("zendesk", path))
        assert all(isinstance(row, dict) for _stem, row in rows(path))
    except Unusable:
        pass
