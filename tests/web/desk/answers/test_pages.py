"""The pages of saved answers, and putting one into what is being written with and without scripts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kohtaamo.encounters.models import Case, Draft
from kohtaamo.serving.commands.answers import Wording, save_answer
from kohtaamo.serving.models import SavedAnswer
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def saved(actor: Member, code: str = "toimitus", text: str = "Hei {customer.first_name}!") -> SavedAnswer:
    wording = Wording(name=f"Nimi {code}", code=code, texts={"fi": text})
    return save_answer(actor=actor, wording=wording, limit=1000)


def test_a_lead_writes_one_and_it_is_listed(as_lead: Client, lead: Member) -> None:
    file = SimpleUploadedFile("ohje.txt", b"ohje")
    data = {"name": "Toimitus", "code": "/Toimitus", "whose": "all", "text_fi": "Hei", "text_sv": "Hej", "files": file}
    assert as_lead.post("/answers/new/", data)["Location"] == "/answers/"
    page = as_lead.get("/answers/").content.decode()
    assert "/toimitus" in page
    assert "fi, sv" in page
    answer = SavedAnswer.objects.get()
    changed = {
        "name": "Toimitus",
        "code": "toimitus",
        "whose": "me",
        "text_fi": "Moi",
        "without": answer.files.get().pk,
    }
    assert as_lead.post(f"/answers/{answer.pk}/", changed).status_code == 302
    assert (answer.texts.get().text, answer.files.count()) == ("Moi", 0)
    assert as_lead.post(f"/answers/{answer.pk}/removal/").status_code == 302
    assert as_lead.get(f"/answers/{answer.pk}/").status_code == 404


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_lead: Client, lead: Member) -> None:
    saved(lead)
    data = {"name": "Toinen", "code": "toimitus", "whose": "all", "text_fi": "Kallis teksti"}
    answer = as_lead.post("/answers/new/", data)
    assert answer.status_code == 409
    assert "Kallis teksti" in answer.content.decode()


def test_one_who_may_not_change_reads_it(as_owner: Client, lead: Member) -> None:
    answer = saved(lead)
    assert "textarea" not in as_owner.get(f"/answers/{answer.pk}/").content.decode()
    assert as_owner.post(f"/answers/{answer.pk}/", {"name": "x"}).status_code == 403


def test_it_is_offered_by_its_first_letters(as_owner: Client, lead: Member, case: Case) -> None:
    answer = saved(lead)
    page = as_owner.get(f"/cases/{case.pk}/saved-answers/?q=toi", headers=HTMX).content.decode()
    assert f'data-answer="{answer.pk}"' in page
    assert "data-answer" not in as_owner.get(f"/cases/{case.pk}/saved-answers/?q=zzz").content.decode()


def test_scripts_get_the_words(as_owner: Client, lead: Member, case: Case) -> None:
    answer = saved(lead, text="Hei {customer.first_name}, {promise.due}")
    told = as_owner.post(f"/cases/{case.pk}/saved-answers/", {"answer": answer.pk}, headers=HTMX).json()
    assert told["text"] == "Hei Eeva, {promise.due}"
    assert "{promise.due}" in told["word"]


def test_without_scripts_it_goes_after_what_was_typed(
    as_owner: Client, owner: Member, lead: Member, case: Case
) -> None:
    answer = saved(lead)
    data = {"answer": answer.pk, "text": "Alku.", "kind": "answer"}
    assert as_owner.post(f"/cases/{case.pk}/saved-answers/", data).status_code == 303
    assert Draft.objects.get(case=case, member=owner).text == "Alku.\n\nHei Eeva!"
    assert "Nimi toimitus" in as_owner.get(f"/cases/{case.pk}/").content.decode()


def test_a_gap_left_stops_the_answer(as_owner: Client, case: Case) -> None:
    answer = as_owner.post(f"/cases/{case.pk}/replies/", {"text": "Hei {customer.name}"})
    assert answer.status_code == 422
    assert "{customer.name}" in answer.content.decode()


def test_outsiders_get_nothing(as_outsider: Client, lead: Member, case: Case) -> None:
    answer = saved(lead)
    assert as_outsider.get(f"/cases/{case.pk}/saved-answers/").status_code == 404
    assert as_outsider.post(f"/cases/{case.pk}/saved-answers/", {"answer": answer.pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 100])
def test_the_list_asks_the_database_the_same_number_of_times(
    as_lead: Client, lead: Member, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        saved(lead, f"vastaus-{number}")
    as_lead.get("/answers/")
    with django_assert_num_queries(9):
        as_lead.get("/answers/")
