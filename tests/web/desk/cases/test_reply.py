"""Answering: sent once, never over something new, taken back with everything in it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Attachment, Case, Delivery, Draft, Message, Participant
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import PromiseState, Source
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from tests.conftest import Says

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def ours(case: Case) -> list[Message]:
    return list(Message.objects.filter(case=case, author="us").order_by("pk"))


def test_an_answer_leaves_and_the_page_returns_to_it(as_owner: Client, mine: Case, newest: int) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei Eeva!", "seen": newest, "once": "a"})
    sent = ours(mine)
    assert [message.text for message in sent] == ["Hei Eeva!"]
    assert (response.status_code, response["Location"]) == (303, f"/cases/{mine.pk}/#m{sent[0].pk}")


def test_a_double_click_sends_once(as_owner: Client, mine: Case, newest: int) -> None:
    for _click in range(2):
        as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei!", "seen": newest, "once": "sama"})
    assert len(ours(mine)) == 1


def test_each_page_names_its_own_act_of_sending(as_owner: Client, mine: Case) -> None:
    pages = [as_owner.get(f"/cases/{mine.pk}/").content.decode() for _ in range(2)]
    tokens = {page.split('name="once" value="')[1].split('"')[0] for page in pages}
    assert len(tokens) == 2
    assert all(len(token) > 10 for token in tokens)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_something_new_stops_the_answer_and_nothing_typed_is_lost(
    as_owner: Client, says: Says, mine: Case, newest: int, headers: dict[str, str], tomorrow: datetime
) -> None:
    later = says("Ei tarvitsekaan!", case=mine)
    data = {
        "text": "Tuomme <sängyn>", "seen": newest, "once": "b", "copies": "irma@posti.example",
        "promise_what": "Tuomme", "promise_due_at": tomorrow.isoformat(), "promise_form": "delivery",
    }  # fmt: skip
    response = as_owner.post(f"/cases/{mine.pk}/replies/", data, headers=headers)
    page = response.content.decode()
    assert (response.status_code, ours(mine)) == (409, [])
    assert "Tuomme &lt;sängyn&gt;</textarea>" in page
    assert "Ei tarvitsekaan!" in page
    assert "irma@posti.example" in page
    assert f'name="seen" value="{later.pk}"' in page
    assert 'name="once" value="b"' in page
    assert 'name="promise_what" value="Tuomme"' in page
    as_owner.post(f"/cases/{mine.pk}/replies/", {**data, "seen": later.pk}, headers=headers)
    assert len(ours(mine)) == 1


def test_a_note_among_us_does_not_stop_an_answer(as_owner: Client, colleague: Member, mine: Case, newest: int) -> None:
    write_note(actor=colleague, case=mine, text="Tilaa on.")
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei", "seen": newest})
    assert len(ours(mine)) == 1


@pytest.mark.parametrize(
    "data",
    [
        {"text": "  "},
        {"text": "Hei", "copies": "ei osoite"},
        {"text": "Hei", "to": "muu@posti.example"},
        {"text": "Hei", "promise_what": "x", "promise_due_at": "huomenna", "promise_form": "any"},
        {"text": "Hei", "promise_what": "x", "promise_due_at": "2001-01-01T10:00", "promise_form": "any"},
        {"text": "Hei\x00"},
    ],
)
def test_what_cannot_be_sent_says_why_beside_the_text(as_owner: Client, mine: Case, data: dict[str, str]) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/replies/", data)
    assert (response.status_code, ours(mine), Promise.objects.exclude(source="answer_time").count()) == (422, [], 0)
    assert 'class="refused" role="alert"' in response.content.decode()


def test_the_copy_and_the_chosen_address_are_used(as_owner: Client, mine: Case) -> None:
    mine.customer.identities.create(kind="email", value="eeva@tyo.example", shown="eeva@tyo.example", added_at=now())
    as_owner.post(
        f"/cases/{mine.pk}/replies/",
        {"text": "Hei", "to": "eeva@tyo.example", "copies": "irma@posti.example; ari@posti.example"},
    )
    sent = Delivery.objects.filter(message=ours(mine)[0]).order_by("pk").values_list("role", "address")
    assert list(sent) == [
        ("to", "eeva@tyo.example"), ("cc", "irma@posti.example"), ("cc", "ari@posti.example")
    ]  # fmt: skip


def test_recorded_promises_stand_with_the_answer(as_owner: Client, mine: Case, tomorrow: datetime) -> None:
    as_owner.post(
        f"/cases/{mine.pk}/replies/",
        {
            "text": "Soitan huomenna.", "promise_what": ["Soitan", "Tuomme"],
            "promise_due_at": [tomorrow.isoformat(), tomorrow.isoformat()], "promise_form": ["call", "delivery"],
        },
    )  # fmt: skip
    made = Promise.objects.filter(message=ours(mine)[0]).order_by("pk")
    assert [(one.what, one.form, one.due_at, one.source) for one in made] == [
        ("Soitan", "call", tomorrow, Source.TEXT), ("Tuomme", "delivery", tomorrow, Source.TEXT)
    ]  # fmt: skip


def test_a_promise_nobody_recorded_is_asked_about_after_sending(as_owner: Client, mine: Case) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Soitan sinulle huomenna klo 15."}, follow=True)
    page = response.content.decode()
    assert 'class="asked"' in page
    form = page.split('class="asked"')[1].split("</section>")[0]
    fields = {
        name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("message", "what", "due_at", "form")
    }
    as_owner.post(f"/cases/{mine.pk}/promises/", fields)
    made = Promise.objects.get(message=ours(mine)[0])
    assert (made.form, made.source, made.state) == ("call", Source.TEXT, PromiseState.OPEN)
    again = as_owner.get(f"/cases/{mine.pk}/?asked={ours(mine)[0].pk}").content.decode()
    assert 'class="asked"' not in again


def test_an_answer_without_a_promise_asks_nothing(as_owner: Client, mine: Case) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Kiitos viestistä."})
    assert "asked" not in response["Location"]


def test_an_answer_can_be_taken_back_with_its_text_and_files(as_owner: Client, owner: Member, mine: Case) -> None:
    file = SimpleUploadedFile("kuva.txt", b"sisus", content_type="text/plain")
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei Eeva", "files": file})
    sent = ours(mine)[0]
    assert Attachment.objects.get(message=sent).name == "kuva.txt"
    assert f"/messages/{sent.pk}/recall/" in as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert as_owner.post(f"/messages/{sent.pk}/recall/").status_code == 303
    draft = Draft.objects.get(case=mine, member=owner)
    assert (draft.text, draft.attachments.get().name) == ("Hei Eeva", "kuva.txt")
    page = as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert "Hei Eeva</textarea>" in page
    assert f"/messages/{sent.pk}/recall/" not in page


def test_what_was_begun_since_is_kept_after_what_is_taken_back(as_owner: Client, mine: Case, owner: Member) -> None:
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Ensin"})
    as_owner.post(f"/cases/{mine.pk}/draft/", {"text": "Sitten", "kind": "answer"})
    as_owner.post(f"/messages/{ours(mine)[0].pk}/recall/")
    assert Draft.objects.get(case=mine, member=owner).text == "Ensin\n\nSitten"


def test_a_message_that_left_cannot_be_taken_back(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    Delivery.objects.update(state=DeliveryState.SENT, settled_at=now())
    assert as_owner.post(f"/messages/{ours(mine)[0].pk}/recall/").status_code == 409


def test_only_the_writer_is_offered_to_take_it_back(as_owner: Client, as_colleague: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    assert "/recall/" not in as_colleague.get(f"/cases/{mine.pk}/").content.decode()


def test_a_failed_message_says_what_happened_and_is_sent_again(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    sent = ours(mine)[0]
    Delivery.objects.update(
        state=DeliveryState.FAILED, is_permanent=True, answer="550 <no> such user", settled_at=now()
    )
    page = as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert "550 &lt;no&gt; such user" in page
    assert as_owner.post(f"/messages/{sent.pk}/sending/").status_code == 303
    assert Delivery.objects.get(message=sent).state == DeliveryState.WAITING


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        (DeliveryState.SENT, 'class="sent"'),
        (DeliveryState.FAILED, 'class="failed"'),
        (DeliveryState.WAITING, 'class="leaving"'),
    ],
)
def test_the_way_of_a_message_is_seen(as_owner: Client, mine: Case, state: str, sign: str) -> None:
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    Delivery.objects.update(state=state, settled_at=now() if state != DeliveryState.WAITING else None)
    assert sign in as_owner.get(f"/cases/{mine.pk}/").content.decode()


def test_an_answer_through_the_page_itself_brings_the_parts_and_an_empty_composer(
    as_owner: Client, mine: Case, newest: int
) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei", "seen": newest, "once": "c"}, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="composer"' in page
    assert "\n</textarea>" in page
    assert 'name="once" value="c"' not in page
    assert f'name="seen" value="{ours(mine)[0].pk}"' in page


def test_a_note_is_written_and_never_leaves(as_owner: Client, mine: Case) -> None:
    response = as_owner.post(f"/cases/{mine.pk}/notes/", {"text": "Vain meille", "once": "n"})
    assert response.status_code == 303
    note = Message.objects.get(case=mine, author="note")
    assert (note.text, note.deliveries.count()) == ("Vain meille", 0)
    assert as_owner.post(f"/cases/{mine.pk}/notes/", {"text": ""}).status_code == 422


def test_an_old_answer_time_is_not_kept_by_writing_alone(as_owner: Client, mine: Case) -> None:
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    promise = Promise.objects.get(case=mine, source=Source.ANSWER_TIME)
    assert promise.state == PromiseState.OPEN
    assert promise.due_at > now() - timedelta(days=1)


def _ville_wrote_last(says: Says, case: Case) -> None:
    Participant.objects.create(case=case, address="ville@muualla.example", added_at=now())
    says("Minäkin!", sender="ville@muualla.example", sender_name="Ville Vieras", key=case.key)


def test_the_page_tells_that_one_copied_in_wrote_last_and_one_touch_answers_them(
    as_owner: Client, says: Says, mine: Case
) -> None:
    _ville_wrote_last(says, mine)
    page = as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert '<input type="radio" name="to" value="eeva.mattila@posti.example" checked>' in page
    assert '<input type="radio" name="to" value="ville@muualla.example">' in page
    assert "Ville Vieras" in page.split('class="recipients')[1].split("</fieldset>")[0]
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei Ville", "to": "ville@muualla.example"})
    assert Delivery.objects.get(message__author="us").address == "ville@muualla.example"


def test_an_answer_nobody_chose_a_recipient_for_goes_to_the_customer(as_owner: Client, says: Says, mine: Case) -> None:
    _ville_wrote_last(says, mine)
    as_owner.post(f"/cases/{mine.pk}/replies/", {"text": "Hei"})
    assert Delivery.objects.get(message__author="us").address == "eeva.mattila@posti.example"


def test_where_the_mail_asked_for_answers_is_shown_and_another_domain_is_marked(
    as_owner: Client, says: Says, mine: Case
) -> None:
    says("Vastatkaa tänne", case=mine, reply_to="tilaukset@toinen.example")
    page = as_owner.get(f"/cases/{mine.pk}/").content.decode()
    assert '<input type="radio" name="to" value="tilaukset@toinen.example" checked>' in page
    marked = page.split('class="theirs"')[-1].split("</li>")[0]
    assert ("tilaukset@toinen.example" in marked, "eeva.mattila@posti.example" in marked, "badge risk" in marked) == (
        True, True, True,
    )  # fmt: skip


def test_a_sender_who_could_not_be_confirmed_is_marked_in_the_talk(as_owner: Client, says: Says, mine: Case) -> None:
    says("Uusi tilinumero", case=mine, note="sender-unconfirmed")
    marked = as_owner.get(f"/cases/{mine.pk}/").content.decode().split('class="theirs"')
    assert ["badge risk" in one.split("</li>")[0] for one in marked[1:]] == [False, True]
