"""The house's own fields: typed, validated, journalled, seen by whom they are for, found and narrowed by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.models import Customer
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.staff.models import Member, Team
from kohtaamo.work import findable
from kohtaamo.work.choices import FieldKind, Target
from kohtaamo.work.commands.fields import Shape, fill_in, shape_field
from kohtaamo.work.commands.view import save_view
from kohtaamo.work.errors import FieldsMissing, NotOfKind
from kohtaamo.work.fielding import cases_with, filled, filled_of_many
from kohtaamo.work.models import Field, FieldValue
from kohtaamo.work.narrowing import cases_of, wanted
from kohtaamo.work.typed import read
from kohtaamo.work.viewing import counted_views
from tests.conftest import Says

pytestmark = pytest.mark.django_db
WOOD = [{"key": "", "fi": "Koivu", "sv": "Björk", "en": "Birch"}, {"key": "", "fi": "Tammi", "sv": "Ek"}]


def made(lead: Member, kind: str, target: str = "case", **more: object) -> Field:
    options = WOOD if kind in {"choice", "choices"} else ()
    shape = Shape(**{"target": target, "kind": kind, "name_fi": f"Kenttä {kind}", "options": options, **more})  # type: ignore[arg-type]
    return shape_field(actor=lead, shape=shape)


@pytest.mark.parametrize(
    ("kind", "text", "kept", "told"),
    [
        ("text", "  Tilaus   12 ", "Tilaus 12", "Tilaus 12"), ("number", "1 234,50", "1234.5", "1\u00a0234,5"),
        ("number", "\u22123", "-3", "-3"), ("money", "12,5 €", "12.5", "12,50\u00a0€"), ("number", "0", "0", "0"),
        ("date", "24.12.2026", "2026-12-24", "24.12.2026"), ("date", "2026-12-24", "2026-12-24", "24.12.2026"),
        ("yes_no", "yes", "yes", "Kyllä"), ("yes_no", "no", "no", "Ei"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_people_write_it(
    case: Case, lead: Member, kind: str, text: str, kept: str, told: str
) -> None:
    field = made(lead, kind)
    (one,) = fill_in(actor=lead, thing=case, written={field.pk: [text]})
    assert one.written == [kept]
    (again,) = filled(lead, case=Case.objects.get(pk=case.pk))
    with override("fi"):
        assert (again.written, again.shown) == ([kept], told)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("number", "monta"), ("number", "NaN"), ("number", "1e40"), ("money", "9" * 20), ("date", "31.2.2026"), ("date", "huomenna"),
     ("yes_no", "ehkä"), ("choice", "Koivu"), ("text", "x" * 501)],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_what_would(case: Case, lead: Member, kind: str, text: str) -> None:
    field, other = made(lead, kind), made(lead, "text", name_fi="Muu")
    with pytest.raises(NotOfKind):
        fill_in(actor=lead, thing=case, written={other.pk: ["hyvä"], field.pk: [text]})
    assert not FieldValue.objects.exists()


@given(st.text(max_size=40))
def test_anything_written_is_read_or_refused(text: str) -> None:
    for kind in FieldKind.values:
        try:
            read(Field(pk=1, kind=kind, name_fi="Kenttä"), [text])
        except NotOfKind:
            continue


def test_several_may_be_chosen_and_a_retired_one_stays(case: Case, lead: Member) -> None:
    field = made(lead, "choices")
    birch, oak = (each["key"] for each in field.options)
    fill_in(actor=lead, thing=case, written={field.pk: [birch, oak]})
    shape_field(actor=lead, field=field, shape=Shape(target="case", kind="text", name_fi="Puu", options=[
        {"key": birch, "fi": "Vaalea koivu"}, {"key": oak, "fi": "Tammi", "retired": True},
    ]))  # fmt: skip
    field.refresh_from_db()
    assert (field.kind, field.name_fi) == ("choices", "Puu")
    with override("fi"):
        assert filled(lead, case=case)[0].shown == "Vaalea koivu, Tammi"
    fill_in(actor=lead, thing=case, written={field.pk: [birch, oak]})
    fill_in(actor=lead, thing=case, written={field.pk: [birch]})
    with pytest.raises(NotOfKind):
        fill_in(actor=lead, thing=case, written={field.pk: [oak]})


def test_a_changed_value_is_in_the_journal_and_an_unchanged_one_is_not(case: Case, lead: Member) -> None:
    field = made(lead, "number")
    for text in ("5", "5,0", "6", ""):
        fill_in(actor=lead, thing=case, written={field.pk: [text]})
    told = [(e.data["before"], e.data["after"]) for e in Entry.objects.filter(kind="case.field_set").order_by("id")]
    assert told == [([], ["5"]), (["5"], ["6"]), (["6"], [])]
    assert not FieldValue.objects.exists()


def test_a_field_of_one_team_is_neither_shown_nor_filled_nor_found_by_others(
    case: Case, owner: Member, lead: Member, other_team: Team
) -> None:
    field = made(lead, "text", teams=[other_team])
    fill_in(actor=lead, thing=case, written={field.pk: ["salaisuus"]})
    assert filled(owner, case=case) == []
    with pytest.raises(NotFound):
        fill_in(actor=owner, thing=case, written={field.pk: ["muu"]})
    asked = {f"f{field.pk}": "salaisuus", "state": "all"}
    assert wanted(asked, owner).fields == ()
    assert list(cases_of(lead, wanted(asked, lead))) == [case]
    assert "before" not in Entry.objects.get(kind="case.field_set").data
    findable.read(list(Entry.objects.all()))
    from kohtaamo.platform.search.find import find

    assert find("salaisuus", scopes=None) == []


def test_fields_needed_hold_a_case_back_from_being_settled(case: Case, owner: Member, lead: Member) -> None:
    field = made(lead, "text", is_required=True)
    with pytest.raises(FieldsMissing, match=str(field)):
        end(actor=owner, case=case, outcome="solved")
    case.refresh_from_db()
    assert not case.is_settled
    end(actor=owner, case=case, outcome="promised")
    fill_in(actor=owner, thing=case, written={field.pk: ["nyt"]})
    assert end(actor=owner, case=case, outcome="solved").is_settled


@pytest.mark.parametrize(
    ("kind", "value", "hits", "misses"),
    [
        ("number", "12,5", ["12.5", "10..20", "..20", "12,5.."], ["13..", "12", "x"]),
        ("date", "24.12.2026", ["2026-12-24", "1.12.2026..", "1.12.2026..31.12.2026"], ["25.12.2026..", "joulu"]),
        ("text", "Tilaus 77", ["tilaus", "Tilaus 77"], ["77", "muu"]),
        ("yes_no", "yes", ["yes"], ["no", "ehkä"]),
    ],
)  # fmt: skip
def test_lists_are_narrowed_by_a_value_or_a_span(
    case: Case, says: Says, lead: Member, kind: str, value: str, hits: list[str], misses: list[str]
) -> None:
    says(sender="toinen@posti.example")
    field = made(lead, kind)
    fill_in(actor=lead, thing=case, written={field.pk: [value]})
    for asked in hits:
        assert list(Case.objects.filter(cases_with(field, asked))) == [case]
    for asked in misses:
        assert not Case.objects.filter(cases_with(field, asked)).exists()


@pytest.mark.parametrize("target", Target.values)
@pytest.mark.parametrize("few", [0, 1000])
def test_cases_are_found_by_fields_of_their_customer_and_meetings_too(
    case: Case, says: Says, lead: Member, target: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kohtaamo.work.queries.FEW", few)
    says(sender="toinen@posti.example")
    field = made(lead, "choice", target)
    things = {"case": case, "customer": case.customer, "encounter": Encounter.objects.get(case=case)}
    oak = field.options[1]["key"]
    fill_in(actor=lead, thing=things[target], written={field.pk: [oak]})
    assert list(Case.objects.filter(cases_with(field, oak))) == [case]
    assert filled_of_many(lead, target, [things[target].pk])[things[target].pk][0].written == [oak]


def test_values_are_found_by_searching(as_owner: Client, case: Case, lead: Member, owner: Member) -> None:
    order, member_card = made(lead, "text"), made(lead, "text", "customer", name_fi="Kortti")
    fill_in(actor=lead, thing=case, written={order.pk: ["TIL-8841"]})
    fill_in(actor=lead, thing=case.customer, written={member_card.pk: ["KANTA-55"]})
    findable.read(list(Entry.objects.all()))
    assert [each.case for each in as_owner.get("/search/", {"q": "TIL-8841"}).context["found"].cases] == [case]
    assert as_owner.get("/search/", {"q": "KANTA-55"}).context["found"].customers == [case.customer]
    fill_in(actor=lead, thing=case, written={order.pk: [""]})
    findable.read(list(Entry.objects.all()))
    assert as_owner.get("/search/", {"q": "TIL-8841"}).context["found"].cases == []


def test_values_of_a_customer_go_along_when_two_become_one(case: Case, says: Says, lead: Member) -> None:
    other = says(sender="toinen@posti.example").case.customer
    both, only = made(lead, "number", "customer"), made(lead, "text", "customer", name_fi="Toinen")
    fill_in(actor=lead, thing=case.customer, written={both.pk: ["1"]})
    fill_in(actor=lead, thing=other, written={both.pk: ["2"], only.pk: ["vain"]})
    joined = merge(actor=lead, winner=case.customer, loser=other)
    assert [each.written for each in filled(lead, customer=case.customer)] == [["1"], ["vain"]]
    unmerge(actor=lead, merge=joined)
    assert [each.written for each in filled(lead, customer=other)] == [["2"], ["vain"]]


def test_a_view_is_kept_with_fields_and_counts_them_for_who_sees_them(
    case: Case, lead: Member, owner: Member, team: Team, other_team: Team
) -> None:
    field = made(lead, "number", teams=[other_team])
    fill_in(actor=lead, thing=case, written={field.pk: ["5"]})
    save_view(actor=lead, name="Viisi", asked={"state": "all", f"f{field.pk}": "6.."}, team=team)
    assert [str(each.count) for each in counted_views(lead)] == ["0"]
    assert [each.asked.fields for each in counted_views(owner)] == [()]


def test_fields_are_shaped_by_who_may(lead: Member, owner: Member) -> None:
    with pytest.raises(NotAllowed):
        made(owner, "text")
    for shape in (Shape(target="case", kind="text", name_fi=" "), Shape(target="case", kind="choice", name_fi="a"),
                  Shape(target="muu", kind="text", name_fi="a")):  # fmt: skip
        with pytest.raises(Invalid):
            shape_field(actor=lead, shape=shape)
    keys = [made(lead, "text", name_fi="Tilausnumero").key for _ in range(2)]
    assert (keys[0], len(set(keys))) == ("tilausnumero", 2)


def test_a_field_out_of_use_keeps_its_values(case: Case, lead: Member) -> None:
    field = made(lead, "money")
    fill_in(actor=lead, thing=case, written={field.pk: ["12"]})
    shape_field(actor=lead, field=field, shape=Shape(target="case", kind="money", name_fi="Hinta", is_active=False))
    assert filled(lead, case=case) == []
    assert FieldValue.objects.get().number == Decimal(12)


def test_the_pages_shape_and_fill_in(
    as_lead: Client, as_owner: Client, as_outsider: Client, case: Case, customer: Customer
) -> None:
    new = {"target": "case", "kind": "choices", "name_fi": "Puu", "is_active": "on", "option_key": ["", ""],
           "option_fi": ["Koivu", ""], "option_sv": ["", ""], "option_en": ["", ""]}  # fmt: skip
    assert as_owner.get("/fields/").status_code == 403
    assert as_lead.post("/fields/new/", {**new, "name_fi": ""}).status_code == 422
    assert as_lead.post("/fields/new/", new).status_code == 302
    as_lead.post("/fields/new/", {"target": "customer", "kind": "date", "name_fi": "Alkaen", "is_active": "on"})
    as_lead.post("/fields/new/", {"target": "encounter", "kind": "yes_no", "name_fi": "Paikalla", "is_active": "on"})
    wood, since, there = Field.objects.order_by("pk")
    assert as_lead.get(f"/fields/{wood.pk}/").status_code == 200
    key = wood.options[0]["key"]
    sent = {f"f{wood.pk}": ["", key], f"f{there.pk}": "no"}
    address = reverse("case_fields", args=[case.pk])
    assert as_owner.post(address, sent).status_code == 303
    assert as_outsider.post(address, sent).status_code == 404
    assert "Koivu" in as_owner.get(reverse("case", args=[case.pk])).content.decode()
    assert as_owner.post(f"/customers/{customer.pk}/fields/", {f"f{since.pk}": "1.2.2020"}).status_code == 302
    assert FieldValue.objects.get(field=since).date == date(2020, 2, 1)
    assert "1.2.2020" in as_owner.get(f"/customers/{customer.pk}/").content.decode()
    assert [row.case for row in as_owner.get("/cases/", {f"f{wood.pk}": key}).context["rows"]] == [case]
    assert as_owner.post(f"/customers/{customer.pk}/fields/", {f"f{since.pk}": "eilen"}).status_code == 422


def test_many_values_cost_no_more_questions(as_owner: Client, case: Case, lead: Member) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_owner.get(reverse("case", args=[case.pk]))
        return len(queries)

    fill_in(actor=lead, thing=case, written={made(lead, "text", name_fi="Eka").pk: ["a"]})
    count()
    one = count()
    for n in range(10):
        fill_in(actor=lead, thing=case, written={made(lead, "choices", name_fi=f"Monta {n}").pk: []})
    assert count() == one
