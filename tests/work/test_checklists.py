"""Checklists: steps of cases of a kind, ticked by whom and when; what is open is told before settling."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.commands.matter import Naming, write_matter
from kohtaamo.touchpoints.models import Matter
from kohtaamo.work.checking import lines_of, open_lines
from kohtaamo.work.commands.checklist import Listing, add_step, drop_step, tick, write_checklist
from kohtaamo.work.commands.join import join_cases
from kohtaamo.work.models import CaseStep, Checklist
from tests.conftest import Says

pytestmark = pytest.mark.django_db
STEPS = [{"fi": "Tarkista kuitti", "sv": "Kontrollera kvittot"}, {"fi": "Soita varastolle"}]


@pytest.fixture
def matter(administrator: Member) -> Matter:
    return write_matter(actor=administrator, naming=Naming(name_fi="Palautus"))


@pytest.fixture
def checklist(lead: Member, matter: Matter) -> Checklist:
    return write_checklist(actor=lead, listing=Listing(name_fi="Palautus", matter=matter, steps=STEPS))


@pytest.fixture
def returned(case: Case, matter: Matter, owner: Member, checklist: Checklist) -> Case:
    return set_matter(actor=owner, case=case, matter=matter)


def texts(case: Case) -> list[str]:
    return [line.text for line in lines_of(case)]


def test_steps_stand_in_cases_of_their_kind_only(returned: Case, says: Says) -> None:
    assert texts(returned) == ["Tarkista kuitti", "Soita varastolle"]
    assert texts(says(sender="toinen@posti.example").case) == []


def test_a_step_is_ticked_by_someone_at_a_time_and_the_tick_comes_off(returned: Case, owner: Member) -> None:
    first = lines_of(returned)[0]
    for _ in range(2):
        tick(actor=owner, case=returned, name=first.name)
    line = lines_of(returned)[0]
    assert (line.done_by, line.done_at is not None) == (owner, True)
    tick(actor=owner, case=returned, name=first.name, done=False)
    assert len(open_lines(returned)) == 2
    kinds = Entry.objects.filter(kind__startswith="case.step").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["case.step_done", "case.step_open"]


def test_a_case_has_steps_of_its_own(case: Case, owner: Member) -> None:
    own = add_step(actor=owner, case=case, text="  Lähetä   kuva ")
    assert texts(case) == ["Lähetä kuva"]
    tick(actor=owner, case=case, name=f"c{own.pk}")
    assert open_lines(case) == []
    drop_step(actor=owner, case=case, name=f"c{own.pk}")
    assert texts(case) == []
    with pytest.raises(Invalid):
        add_step(actor=owner, case=case, text=" ")


def test_steps_of_others_are_out_of_reach(returned: Case, says: Says, owner: Member, outsider: Member) -> None:
    other = says(sender="toinen@posti.example").case
    name, own = lines_of(returned)[0].name, add_step(actor=owner, case=returned, text="Oma")
    for actor, case, step in (
        (outsider, returned, name),
        (owner, other, name),
        (owner, other, f"c{own.pk}"),
        (owner, returned, "x"),
    ):
        with pytest.raises(NotFound):
            tick(actor=actor, case=case, name=step)
    with pytest.raises(NotFound):
        drop_step(actor=owner, case=returned, name=name)


def test_a_step_taken_out_of_use_stays_where_it_was_ticked(
    returned: Case, says: Says, lead: Member, checklist: Checklist, matter: Matter
) -> None:
    first, second = lines_of(returned)
    tick(actor=lead, case=returned, name=first.name)
    kept = [{"key": str(second.step.pk if second.step else 0), "fi": "Soita kuljettajalle"}]
    write_checklist(actor=lead, checklist=checklist, listing=Listing(name_fi="Palautus", matter=matter, steps=kept))
    assert texts(returned) == ["Soita kuljettajalle", "Tarkista kuitti"]
    assert texts(set_matter(actor=lead, case=says(sender="b@posti.example").case, matter=matter)) == [
        "Soita kuljettajalle"
    ]


def test_checklists_are_written_by_who_may(owner: Member, lead: Member) -> None:
    with pytest.raises(NotAllowed):
        write_checklist(actor=owner, listing=Listing(name_fi="a", steps=STEPS))
    for listing in (Listing(name_fi="a"), Listing(name_fi=" ", steps=STEPS), Listing(name_fi="a", steps=[{"fi": " "}])):
        with pytest.raises(Invalid):
            write_checklist(actor=lead, listing=listing)


def test_steps_go_along_when_cases_are_joined(returned: Case, says: Says, owner: Member) -> None:
    other = says("Toinen", subject="Toinen").case
    add_step(actor=owner, case=other, text="Oma")
    join_cases(actor=owner, winner=returned, loser=other)
    assert texts(returned)[-1] == "Oma"


def test_what_is_open_is_told_before_settling(as_owner: Client, returned: Case) -> None:
    address = reverse("case_ending", args=[returned.pk])
    asked = as_owner.post(address, {"outcome": "solved"})
    assert (asked.status_code, asked.context["steps_open"]) == (409, 2)
    returned.refresh_from_db()
    assert not returned.is_settled
    assert as_owner.post(address, {"anyway": "solved"}).status_code == 303
    returned.refresh_from_db()
    assert returned.is_settled


def test_the_pages_write_and_tick(as_lead: Client, as_owner: Client, case: Case) -> None:
    assert as_owner.get("/checklists/").status_code == 403
    sent = {
        "name_fi": "Kaikille",
        "is_active": "on",
        "step_key": ["", ""],
        "step_fi": ["Eka", ""],
        "step_sv": ["", ""],
        "step_en": ["", ""],
    }
    assert as_lead.post("/checklists/new/", {**sent, "step_fi": ["", ""]}).status_code == 422
    assert as_lead.post("/checklists/new/", sent).status_code == 302
    made = Checklist.objects.get()
    assert as_lead.get(f"/checklists/{made.pk}/").status_code == 200
    assert as_lead.get("/checklists/").context["checklists"] == [made]
    assert as_owner.post(reverse("case_steps", args=[case.pk]), {"text": "Oma"}).status_code == 303
    name = lines_of(case)[0].name
    assert as_owner.post(reverse("case_step_ticking", args=[case.pk]), {"step": name}).status_code == 303
    own = CaseStep.objects.get(step=None)
    assert as_owner.post(reverse("case_step_removal", args=[case.pk]), {"step": f"c{own.pk}"}).status_code == 303
    assert [line.text for line in lines_of(case)] == ["Eka"]
