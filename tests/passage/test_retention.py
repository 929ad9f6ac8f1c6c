"""Rules of retention: seen first, gone through piece by piece, and nothing that is still alive is touched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from kohtaamo.channels.mail.bulk import take_in_all
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.config.background import readers
from kohtaamo.customers.commands.merge import merge
from kohtaamo.customers.models import Customer, Identity
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.models import Attachment, Case, Message
from kohtaamo.passage.choices import RunState, Taking
from kohtaamo.passage.commands.erase import erase
from kohtaamo.passage.commands.hold import end_hold, set_hold
from kohtaamo.passage.commands.retention import PIECE, begin_run, look_after, make_rule, turn, work_on
from kohtaamo.passage.errors import OnHold, RuleSame, WrongMonths
from kohtaamo.passage.keeping import preview
from kohtaamo.passage.models import Emptied, Hold, Rule, Run
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.search.find import find
from kohtaamo.platform.storage.models import Blob
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.promises.models import Promise
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.commands.matter import Naming, write_matter
from tests.passage.test_erasing import MAIL

pytestmark = pytest.mark.django_db
Says = Callable[..., Message]


@pytest.fixture
def old(mailbox: Mailbox, administrator: Member) -> Case:
    """A case that came by mail with a file and was settled three years ago."""
    list(take_in_all(iter([("a.eml", MAIL.encode())]), mailbox=mailbox))
    case = Case.objects.get()
    Promise.objects.filter(case=case).update(state="withdrawn", kept_at=None)
    return aged(case, administrator)


def aged(case: Case, actor: Member, years: int = 3) -> Case:
    end(actor=actor, case=case, outcome="solved")
    then = now() - timedelta(days=366 * years)
    Promise.objects.filter(case=case).update(state="withdrawn", kept_at=None)
    Case.objects.filter(pk=case.pk).update(settled_at=then, changed_at=then, opened_at=then)
    Customer.objects.filter(pk=case.customer_id).update(created_at=then)
    return Case.objects.get(pk=case.pk)


def gone_through(rule: Rule) -> Run:
    run = begin_run(rule=rule)
    while work_on(run.pk):
        pass
    return Run.objects.get(pk=run.pk)


def test_files_go_and_words_stay(administrator: Member, old: Case) -> None:
    before = Blob.objects.count()
    run = gone_through(make_rule(actor=administrator, taking="files", months=24))
    message = Message.objects.get(case=old)
    assert (run.state, run.done, run.of) == (RunState.DONE, 1, 1)
    assert (Attachment.objects.count(), message.raw, "Salainensana" in message.text) == (0, None, True)
    assert (before > 0, Blob.objects.count()) == (True, 0)


def test_messages_go_with_their_files_and_are_found_no_more(administrator: Member, old: Case) -> None:
    for reader in readers():
        catch_up(reader)
    gone_through(make_rule(actor=administrator, taking="words", months=24))
    message = Message.objects.get(case=old)
    case = Case.objects.get(pk=old.pk)
    assert ("Salainensana" in message.text + message.new_text, message.sender_address) == (False, "")
    assert (case.last_words, case.subject, Blob.objects.count()) == ("", "Salainenaihe", 0)
    assert [hit for hit in find("salainensana", scopes=None) if hit.kind == "message"] == []
    assert Customer.objects.get(pk=old.customer_id).name == "Tuulikki Salonpää"


def test_all_words_of_a_case_go_and_the_journal_still_says_what_happened(administrator: Member, old: Case) -> None:
    kinds = list(Entry.objects.filter(case_id=old.pk).order_by("pk").values_list("kind", flat=True))
    gone_through(make_rule(actor=administrator, taking="cases", months=24))
    after = Entry.objects.filter(case_id=old.pk).order_by("pk")
    assert list(after.values_list("kind", flat=True)) == [*kinds, "case.emptied"]
    assert "salainen" not in str([entry.data for entry in after]).casefold()
    assert (Case.objects.get(pk=old.pk).subject, Message.objects.filter(case=old).count()) == ("–", 1)


def test_what_was_taken_once_is_not_gone_through_again_but_more_may_be_taken(administrator: Member, old: Case) -> None:
    files = make_rule(actor=administrator, taking="files", months=24)
    words = make_rule(actor=administrator, taking="words", months=30)
    assert [gone_through(rule).done for rule in (files, files, words, words, files)] == [1, 0, 1, 0, 0]
    assert Emptied.objects.get().taking == "words"


def test_a_quiet_customer_is_erased(administrator: Member, old: Case) -> None:
    run = gone_through(make_rule(actor=administrator, taking="customers", months=30))
    customer = Customer.objects.get(pk=old.customer_id)
    assert (run.done, customer.erased_at is None, customer.name, Identity.objects.count()) == (1, False, "", 0)


def test_nothing_alive_is_touched(administrator: Member, old: Case, says: Says) -> None:
    rules = [make_rule(actor=administrator, taking=taking, months=24) for taking in ("words", "customers")]

    def counts() -> list[int]:
        return [preview(administrator, rule).count for rule in rules]

    assert counts() == [1, 1]
    promise = make(actor=administrator, case=old, terms=Terms(what="Soitamme", due_at=now() + timedelta(days=1)))
    Case.objects.filter(pk=old.pk).update(changed_at=old.changed_at)
    assert counts() == [0, 0]
    Promise.objects.filter(pk=promise.pk).update(state="withdrawn", kept_at=None)
    assert counts() == [1, 1]
    set_hold(actor=administrator, customer=old.customer, why="Riita vireillä")
    assert counts() == [0, 0]
    end_hold(actor=administrator, customer=old.customer)
    says("Vielä yksi asia", sender="tuulikki@salonpaa.example")
    assert counts()[1] == 0


def test_what_came_alive_after_the_run_began_is_passed(administrator: Member, old: Case) -> None:
    run = begin_run(rule=make_rule(actor=administrator, taking="customers", months=24))
    set_hold(actor=administrator, customer=old.customer, why="Selvitys")
    assert (work_on(run.pk), Run.objects.get(pk=run.pk).done) == (False, 0)
    assert Customer.objects.get(pk=old.customer_id).erased_at is None


def test_a_held_customer_is_not_erased_by_hand_either(administrator: Member, old: Case) -> None:
    set_hold(actor=administrator, customer=old.customer, why="Selvitys")
    with pytest.raises(OnHold):
        erase(actor=administrator, customer=old.customer, reason="Pyysi itse", all_the_same=True)


def test_a_rule_may_mean_one_kind_or_touchpoint(administrator: Member, old: Case, lead: Member) -> None:
    matter = write_matter(actor=administrator, naming=Naming(name_fi="Toimitus"))
    other = make_rule(actor=administrator, taking="words", months=24, matter=matter)
    assert preview(administrator, other).count == 0
    Case.objects.filter(pk=old.pk).update(matter=matter)
    assert preview(administrator, other).count == 1
    with pytest.raises(RuleSame):
        make_rule(actor=administrator, taking="words", months=9, matter=matter)
    for months in (0, 601, -3):
        with pytest.raises(WrongMonths):
            make_rule(actor=administrator, taking="files", months=months)
    with pytest.raises(NotAllowed):
        make_rule(actor=lead, taking="files", months=24)


def test_more_than_a_piece_is_taken_and_a_rule_turned_off_stops(
    administrator: Member, says: Says, mailbox: Mailbox
) -> None:
    first = aged(says().case, administrator)
    many = [
        Case(
            customer=first.customer, subject=f"A {number}", touchpoint=first.touchpoint, team=first.team, state="settled",
            opened_at=first.opened_at, changed_at=first.changed_at, settled_at=first.settled_at, key=f"k{number}",
            channel="mail",
        )
        for number in range(PIECE + 5)
    ]  # fmt: skip
    Case.objects.bulk_create(many)
    rule = make_rule(actor=administrator, taking="cases", months=24)
    run = begin_run(rule=rule)
    assert (work_on(run.pk), begin_run(rule=rule).pk) == (True, run.pk)
    turn(actor=administrator, rule=rule, is_on=True)
    turn(actor=administrator, rule=rule, is_on=False)
    assert (work_on(run.pk), Run.objects.get(pk=run.pk).state) == (False, RunState.STOPPED)
    assert gone_through(rule).done == 6
    assert Emptied.objects.count() == PIECE + 6


def test_at_night_each_rule_that_is_on_goes_once(
    administrator: Member, old: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = make_rule(actor=administrator, taking="files", months=24)
    monkeypatch.setattr("kohtaamo.passage.commands.retention.AT_NIGHT", range(24))
    look_after()
    assert rule.runs.count() == 0
    turn(actor=administrator, rule=rule, is_on=True)
    look_after()
    look_after()
    assert rule.runs.count() == 1


def test_an_administrator_sees_what_a_rule_would_take_before_it_is_on(
    as_administrator: Client, as_lead: Client, old: Case
) -> None:
    made = as_administrator.post("/settings/retention/new/", {"taking": "words", "months": "24"})
    rule = Rule.objects.get()
    page = as_administrator.get(made.headers["Location"]).content.decode()
    assert (rule.is_on, old.number in page, "Salainen" in page) == (False, True, False)
    assert as_administrator.post(f"/settings/retention/{rule.pk}/turning/", {"is_on": "yes"}).status_code == 303
    assert Rule.objects.get().is_on
    as_administrator.post(f"/settings/retention/{rule.pk}/running/")
    while work_on(Run.objects.get().pk):
        pass
    assert "Salainensana" not in Message.objects.get(case=old).text
    assert as_administrator.get(f"/settings/retention/{rule.pk}/progress/").status_code == 200
    assert as_administrator.post("/settings/retention/new/", {"taking": "words", "months": "0"}).status_code == 422
    assert as_administrator.post(f"/settings/retention/{rule.pk}/ending/").status_code == 303
    assert as_administrator.get(f"/settings/retention/{rule.pk}/").status_code == 404
    assert [as_lead.get(f"/settings/retention/{rest}").status_code for rest in ("", "new/", "1/")] == [403] * 3


def test_a_customer_is_held_and_let_go_on_their_page(as_administrator: Client, old: Case) -> None:
    page = f"/customers/{old.customer_id}/own-data/"
    as_administrator.post(f"/customers/{old.customer_id}/hold/", {"why": ""})
    assert old.customer.holds.count() == 0
    as_administrator.post(f"/customers/{old.customer_id}/hold/", {"why": "Riita vireillä"})
    assert "Riita vireillä" in as_administrator.get(page).content.decode()
    as_administrator.post(f"/customers/{old.customer_id}/hold/ending/")
    assert old.customer.holds.get().ended_at is not None


def test_a_changed_rule_says_what_it_would_take_before_it_is_used(
    as_administrator: Client, administrator: Member, old: Case
) -> None:
    rule = make_rule(actor=administrator, taking=Taking.WORDS, months=600)
    page = f"/settings/retention/{rule.pk}/change/"
    assert old.number not in as_administrator.get(page).content.decode()
    seen = as_administrator.get(f"{page}?months=12").content.decode()
    rule.refresh_from_db()
    assert (old.number in seen, rule.months) == (True, 600)
    turn(actor=administrator, rule=rule, is_on=True)
    assert as_administrator.post(page, {"months": "12"}).headers["Location"] == f"/settings/retention/{rule.pk}/"
    rule.refresh_from_db()
    assert (rule.months, rule.is_on) == (12, False)
    for wrong in ("0", "601", "x", "9" * 5000, ""):
        assert as_administrator.get(page, {"months": wrong}).status_code == 422
        assert as_administrator.post(page, {"months": wrong}).status_code == 422


def test_a_rule_that_takes_nothing_now_says_so(as_administrator: Client, administrator: Member) -> None:
    rule = make_rule(actor=administrator, taking=Taking.CUSTOMERS, months=600)
    Member.objects.filter(pk=administrator.pk).update(language="en")
    page = as_administrator.get(f"/settings/retention/{rule.pk}/").content.decode()
    assert ("Now it would take nothing" in page, "Now it would erase" in page) == (True, False)


def test_who_is_held_is_listed_with_the_reason_and_ended_there(
    as_administrator: Client, administrator: Member, old: Case
) -> None:
    page = "/settings/retention/holds/"
    assert str(old.customer) not in as_administrator.get(page).content.decode()
    hold = set_hold(actor=administrator, customer=old.customer, why="Riita vireillä")
    seen = as_administrator.get(page).content.decode()
    assert [word in seen for word in ("Riita vireillä", escape(str(old.customer)), administrator.name)] == [True] * 3
    assert as_administrator.post(f"{page}{hold.pk}/ending/").headers["Location"] == page
    assert "Riita vireillä" not in as_administrator.get(page).content.decode()
    assert as_administrator.post(f"{page}{hold.pk}/ending/").status_code == 404


def test_a_hold_is_ended_though_its_customer_lives_on_as_another(
    as_administrator: Client, administrator: Member, old: Case
) -> None:
    hold = set_hold(actor=administrator, customer=old.customer, why="Riita vireillä")
    living = Customer.objects.create(name="Eeva M.", created_at=now())
    merge(actor=administrator, winner=living, loser=old.customer)
    assert "Eeva M." in as_administrator.get("/settings/retention/holds/").content.decode()
    as_administrator.post(f"/settings/retention/holds/{hold.pk}/ending/")
    assert Hold.objects.get().ended_at is not None


def test_who_may_not_erase_sees_nobody_held(as_lead: Client, as_outsider: Client, old: Case) -> None:
    hold = Hold.objects.create(customer=old.customer, why="Riita vireillä", set_at=now())
    rule = Rule.objects.create(taking=Taking.WORDS, months=12, made_at=now())
    for client in (as_lead, as_outsider):
        assert client.get("/settings/retention/holds/").status_code == 403
        assert client.post(f"/settings/retention/holds/{hold.pk}/ending/").status_code == 403
        assert client.get(f"/settings/retention/{rule.pk}/change/").status_code == 403
        assert client.post(f"/settings/retention/{rule.pk}/change/", {"months": "1"}).status_code == 403
    assert (Hold.objects.get().ended_at, Rule.objects.get().months) == (None, 12)


def test_the_list_of_the_held_asks_the_same_for_one_and_for_many(
    as_administrator: Client, administrator: Member
) -> None:
    def held(number: int) -> None:
        people = Customer.objects.bulk_create(Customer(name=f"Asiakas {n}", created_at=now()) for n in range(number))
        Hold.objects.bulk_create(
            Hold(customer=each, why="Riita", set_by=administrator, set_at=now()) for each in people
        )

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_administrator.get("/settings/retention/holds/")
        return len(queries)

    held(1)
    few = min(asked(), asked())
    held(99)
    page = as_administrator.get("/settings/retention/holds/").content.decode()
    assert (min(asked(), asked()), page.count("/ending/"), 'rel="next"' in page) == (few, 50, True)
