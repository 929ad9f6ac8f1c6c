"""The operations page: what failed is seen, said in words, and mended with a button."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kohtaamo.channels.mail.choices import Outcome
from kohtaamo.channels.mail.commands.intake import mark_unwanted
from kohtaamo.channels.mail.commands.take_in import take_in
from kohtaamo.channels.mail.models import Folder, Intake, Mailbox, UnwantedSender
from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.commands.deliver import begin_attempt, finish_attempt
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Attempt, Case, Delivery
from kohtaamo.platform.jobs.models import Dismissal, Worker
from kohtaamo.platform.journal.models import Cursor, Entry
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Role
from kohtaamo.web.desk.operations.findings import KINDS, findings, trouble_count
from tests.channels.mail.conftest import make_mail

pytestmark = pytest.mark.django_db
WAY_BACK = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    caches["near"].clear()
    yield
    caches["near"].clear()


@pytest.fixture
def worker(db: None) -> Worker:
    return Worker.objects.create(name="w", seen_at=now())


def found() -> dict[str, int]:
    return {each.kind.slug: each.count for each in findings() if each.kind}


def job(status: str = TaskResultStatus.FAILED, path: str = "kohtaamo.staff.jobs.send_invitation") -> DBTaskResult:
    made = DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [1], "kwargs": {}}, task_path=path, backend_name="default",
        run_after=now() - WAY_BACK, exception_class_path="smtplib.SMTPAuthenticationError", traceback="a\nb: no\n",
        worker_ids=["a"] * 5,
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=now() - WAY_BACK)
    return made


def intake(outcome: str, raw: bytes = b"From: a@b.example\r\n\r\nhei", **fields: object) -> Intake:
    blob = keep(raw)
    known = {"raw": blob, "size": len(raw), "source": "imap", "came_at": now(), "sender": "a@b.example"}
    return Intake.objects.create(outcome=outcome, **{**known, **fields})


def failed_delivery(owner: Member, case: Case) -> Delivery:
    message = reply(actor=owner, case=case, text="Tulemme huomenna.")
    Delivery.objects.update(not_before=now())
    begun = begin_attempt(message)
    assert begun is not None
    finish_attempt(begun[0], refused={"eeva.mattila@posti.example": ("5.1.1", "no such user", True)}, answer="")
    return Delivery.objects.get(message=message)


def test_when_all_is_well_the_page_says_so(as_administrator: Client, worker: Worker) -> None:
    page = as_administrator.get("/operations/", headers={"accept-language": "en"})
    assert (page.status_code, page.context["wrong"], trouble_count()) == (200, [], 0)


def test_silence_of_the_background_is_the_first_thing_said(as_administrator: Client) -> None:
    Worker.objects.create(name="w", seen_at=now() - timedelta(seconds=61))
    sections = as_administrator.get("/operations/").context["wrong"]
    assert [each.finding.is_silence for each in sections] == [True]


def test_a_failed_job_is_told_in_a_sentence_and_tried_again(as_administrator: Client) -> None:
    failed = job()
    Member.objects.update(language="en")
    assert "did not accept our user name or password" in as_administrator.get("/operations/").content.decode()
    as_administrator.post(f"/operations/jobs/{failed.pk}/again/")
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == ("READY", [])
    assert Entry.objects.get().kind == "job.tried_again"


def test_a_job_let_be_is_gone_and_remembered(as_administrator: Client) -> None:
    failed = job()
    as_administrator.post(f"/operations/jobs/{failed.pk}/end/", {"reason": "Kutsuttu puhelimitse"})
    assert DBTaskResult.objects.count() == 0
    told = Entry.objects.get().data
    assert (told["given"], told["reason"]) == ({"args": [1], "kwargs": {}}, "Kutsuttu puhelimitse")
    page = as_administrator.get("/operations/dismissed/").content.decode()
    assert ("Kutsuttu puhelimitse" in page, "Aino Hallinto" in page) == (True, True)


def test_a_failure_is_not_left_be_without_a_reason(as_administrator: Client) -> None:
    failed = job()
    as_administrator.post(f"/operations/jobs/{failed.pk}/end/", {"reason": "  "})
    assert (DBTaskResult.objects.count(), Dismissal.objects.count()) == (1, 0)


@pytest.fixture
def unreached(owner: Member, case: Case) -> Delivery:
    """A message that did not reach the customer."""
    delivery = reply(actor=owner, case=case, text="Hei").deliveries.get()
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, answer="550 no such user")
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(state="us", waiting_since=now())
    return delivery


def test_a_failed_message_left_be_counts_no_more_and_stays_listed(
    as_administrator: Client, unreached: Delivery
) -> None:
    before = found()
    as_administrator.post(f"/operations/deliveries/{unreached.pk}/end/", {"reason": "Soitettu asiakkaalle"})
    page = as_administrator.get("/operations/dismissed/").content.decode()
    entry = Entry.objects.get(kind="delivery.dismissed")
    assert (before.get("failed-deliveries"), found()) == (1, {"dismissed": 1})
    assert ("Soitettu asiakkaalle" in page, entry.data["reason"]) == (True, "Soitettu asiakkaalle")


def test_what_was_left_be_can_be_tried_again(as_administrator: Client, unreached: Delivery) -> None:
    as_administrator.post(f"/operations/deliveries/{unreached.pk}/end/", {"reason": "Soitettu"})
    as_administrator.post(f"/operations/deliveries/{unreached.pk}/again/")
    unreached.refresh_from_db()
    assert (unreached.state, unreached.dismissed_at, Dismissal.objects.count()) == (DeliveryState.WAITING, None, 0)


def test_a_message_is_left_be_once_and_only_by_those_who_see_the_case(
    as_administrator: Client, as_owner: Client, unreached: Delivery
) -> None:
    path = f"/operations/deliveries/{unreached.pk}/end/"
    answers = [each.post(path, {"reason": "x"}).status_code for each in (as_owner, as_administrator, as_administrator)]
    assert answers == [403, 302, 409]


def test_a_sender_kept_away_is_listed_with_who_did_it_and_let_in_again_with_the_mails(
    as_administrator: Client, administrator: Member, mailbox: Mailbox
) -> None:
    mark_unwanted(actor=administrator, pattern="posti.example")
    raws = [make_mail(str(number), Message_ID=f"<{number}@posti.example>") for number in range(3)]
    for raw in (*raws, make_mail("mainos", X_Spam_Flag="YES")):
        take_in(raw=raw, source="imap", mailbox=mailbox)
    assert (found()["unwanted-mails"], found()["unwanted-senders"]) == (4, 1)
    pages = [
        as_administrator.get(f"/operations/{slug}/").content.decode() for slug in ("unwanted-senders", "unwanted-mails")
    ]
    assert ["Aino Hallinto" in page for page in pages] == [True, True]
    as_administrator.post(f"/operations/senders/{UnwantedSender.objects.get().pk}/removal/")
    outcomes = sorted(Intake.objects.values_list("outcome", flat=True))
    assert (UnwantedSender.objects.count(), outcomes) == (0, ["spam", "stored", "stored", "stored"])


def test_the_list_of_senders_asks_the_same_number_of_times_for_one_and_for_many(
    as_administrator: Client, administrator: Member
) -> None:
    def asked(many: int) -> int:
        for number in range(many):
            mark_unwanted(actor=administrator, pattern=f"m{number}.example")
        with CaptureQueriesContext(connection) as queries:
            as_administrator.get("/operations/unwanted-senders/")
        return len(queries)

    asked(1)
    assert asked(1) == asked(30)


def test_only_those_who_mend_things_let_a_sender_in(as_owner: Client, administrator: Member) -> None:
    sender = mark_unwanted(actor=administrator, pattern="posti.example")
    assert as_owner.post(f"/operations/senders/{sender.pk}/removal/").status_code == 403


def test_a_job_mended_meanwhile_is_told_as_such(as_administrator: Client) -> None:
    assert as_administrator.post(f"/operations/jobs/{uuid.uuid4()}/again/").status_code == 409


def test_a_job_of_unknown_name_and_failure_is_still_told(as_administrator: Client) -> None:
    DBTaskResult.objects.filter(pk=job(path="elsewhere.count_sheep").pk).update(exception_class_path="x.Odd")
    page = as_administrator.get("/operations/failed-jobs/").content.decode()
    assert ("count sheep" in page, "b: no" in page) == (True, True)


def test_waiting_jobs_are_seen_after_five_minutes(worker: Worker) -> None:
    job(TaskResultStatus.READY)
    DBTaskResult.objects.create(
        status=TaskResultStatus.READY, args_kwargs={}, task_path="x.y", backend_name="default", run_after=now(), worker_ids=[]
    )  # fmt: skip
    assert found() == {"waiting-jobs": 1}


def test_a_reader_in_trouble_or_behind_is_seen_and_woken(as_administrator: Client) -> None:
    Entry.objects.create(at=now() - WAY_BACK, kind="x")
    Cursor.objects.create(reader="search", trouble="ValueError: no", tries=7, read_at=now())
    Cursor.objects.create(reader="slow")
    Cursor.objects.create(reader="awake", last_id=Entry.objects.get().pk)
    assert found() == {"readers": 2}
    as_administrator.post("/operations/readers/search/again/")
    assert Cursor.objects.get(pk="search").tries == 0


def test_a_message_that_did_not_arrive_is_seen_and_sent_again(
    as_administrator: Client, owner: Member, case: Case
) -> None:
    delivery = failed_delivery(owner, case)
    assert found()["failed-deliveries"] == 1
    as_administrator.post(f"/operations/deliveries/{delivery.pk}/again/")
    delivery.refresh_from_db()
    assert (delivery.state, "failed-deliveries" in found()) == (DeliveryState.WAITING, False)


def test_a_message_that_did_not_arrive_is_mended_by_a_later_one(owner: Member, case: Case) -> None:
    failed_delivery(owner, case)
    reply(actor=owner, case=case, text="Uudestaan.")
    assert "failed-deliveries" not in found()


def test_one_who_may_mend_but_not_see_the_case_sees_no_words_of_it(
    as_outsider: Client, outsider: Member, owner: Member, case: Case
) -> None:
    Role.objects.filter(pk=outsider.role_id).update(rights=[Right.OPERATE, Right.ANSWER])
    delivery = failed_delivery(owner, case)
    page = as_outsider.get("/operations/failed-deliveries/").content.decode()
    assert ("eeva" in page, case.subject in page) == (False, False)
    assert as_outsider.post(f"/operations/deliveries/{delivery.pk}/again/").status_code == 404


def test_messages_that_should_have_left_and_sendings_cut_off_are_seen(owner: Member, case: Case) -> None:
    message = reply(actor=owner, case=case, text="Tulemme.")
    Delivery.objects.update(not_before=now() - WAY_BACK)
    assert found() == {"late-deliveries": 1}
    begin_attempt(message)
    Attempt.objects.update(began_at=now() - WAY_BACK)
    assert found() == {"cut-off": 1}


def test_mails_are_seen_by_what_became_of_them(worker: Worker) -> None:
    for outcome in Outcome:
        intake(outcome, raw=outcome.encode())
    intake(Outcome.KEPT, raw=b"old", came_at=now() - WAY_BACK)
    assert found() == {"unread-mails": 2, "unmatched-reports": 2, "refused-mails": 1, "unwanted-mails": 1}
    assert trouble_count() == 1


def test_a_mail_is_downloaded_as_it_came_and_never_shown(as_administrator: Client, as_lead: Client) -> None:
    mail = intake(Outcome.FAILED, raw=b"From: <script>\r\n\r\n\xff")
    answer = as_administrator.get(f"/operations/mails/{mail.pk}/raw/")
    assert (answer.content, answer.headers["Content-Type"]) == (
        b"From: <script>\r\n\r\n\xff",
        "application/octet-stream",
    )
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert as_lead.get(f"/operations/mails/{mail.pk}/raw/").status_code == 403


def test_an_unwanted_mail_is_taken_in_anyway(as_administrator: Client, mailbox: Mailbox) -> None:
    mail = intake(
        Outcome.SPAM, raw=b"From: a@b.example\r\nMessage-ID: <1@b>\r\n\r\nHei, oletteko auki?", mailbox=mailbox
    )
    as_administrator.post(f"/operations/mails/{mail.pk}/admission/")
    mail.refresh_from_db()
    assert (mail.outcome, mail.message is not None) == (Outcome.STORED, True)


def test_a_failed_mail_is_read_again(as_administrator: Client, mailbox: Mailbox) -> None:
    mail = intake(Outcome.FAILED, raw=b"From: a@b.example\r\nMessage-ID: <2@b>\r\n\r\nHei!", mailbox=mailbox)
    as_administrator.post(f"/operations/mails/{mail.pk}/again/")
    mail.refresh_from_db()
    assert mail.outcome == Outcome.STORED


def test_a_sender_is_kept_away(as_administrator: Client) -> None:
    mail = intake(Outcome.SPAM)
    as_administrator.post(f"/operations/mails/{mail.pk}/sender/")
    assert UnwantedSender.objects.get().pattern == "a@b.example"


def test_mailboxes_in_trouble_and_folders_that_lack_mails_are_seen(mailbox: Mailbox) -> None:
    Mailbox.objects.update(trouble="Salasana ei kelvannut.", trouble_since=now())
    Folder.objects.create(mailbox=mailbox, name="INBOX", on_server=9, missing=[3, 4])
    Folder.objects.create(mailbox=mailbox, name="Arkisto", on_server=9)
    assert found() == {"mailboxes": 1, "missing-mails": 1}


def test_the_worst_comes_first(worker: Worker) -> None:
    intake(Outcome.SPAM)
    job(TaskResultStatus.READY)
    job()
    assert list(found()) == ["failed-jobs", "waiting-jobs", "unwanted-mails"]


def test_a_long_list_is_read_page_by_page_and_nothing_twice(as_administrator: Client) -> None:
    for number in range(120):
        intake(Outcome.REJECTED, raw=f"{number}".encode(), subject=f"no{number}")
    seen: list[str] = []
    after = ""
    while True:
        page = as_administrator.get("/operations/refused-mails/", {"after": after} if after else {})
        seen += [row.what for row in page.context["rows"]]
        after = page.context["next"]
        if not after:
            break
    assert seen == [f"a@b.example: no{number}" for number in reversed(range(120))]


def test_jobs_made_at_the_same_moment_are_paged_too(as_administrator: Client) -> None:
    for _ in range(60):
        job()
    DBTaskResult.objects.update(enqueued_at=now() - WAY_BACK)
    first = as_administrator.get("/operations/failed-jobs/")
    second = as_administrator.get("/operations/failed-jobs/", {"after": first.context["next"]})
    acts = {row.acts[0].url for page in (first, second) for row in page.context["rows"]}
    assert len(acts) == 60


@pytest.mark.parametrize("after", ["x", "|", "1|x", "2026-01-01|y", "9" * 40])
def test_a_place_no_page_wrote_is_not_found(as_administrator: Client, after: str) -> None:
    assert as_administrator.get("/operations/failed-jobs/", {"after": after}).status_code == 404


def test_the_page_takes_as_many_queries_with_many_as_with_few(as_administrator: Client) -> None:
    job()
    intake(Outcome.FAILED)
    as_administrator.get("/operations/")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as met:
            as_administrator.get("/operations/")
        counts.append(len(met))
        for each in range(30):
            job()
            intake(Outcome.FAILED, raw=f"{number}-{each}".encode())
    assert counts[0] == counts[1]


@pytest.mark.parametrize("slug", ["", *(f"{kind.slug}/" for kind in KINDS)])
def test_only_one_who_may_mend_opens_the_pages(
    as_administrator: Client, as_outsider: Client, as_lead: Client, anonymous: Client, slug: str
) -> None:
    clients = (as_administrator, as_outsider, as_lead, anonymous)
    assert [client.get(f"/operations/{slug}").status_code for client in clients] == [200, 403, 403, 302]


def test_buttons_are_refused_to_others(as_outsider: Client, as_lead: Client, anonymous: Client) -> None:
    failed, mail = job(), intake(Outcome.FAILED)
    for address in (
        f"jobs/{failed.pk}/again/", f"jobs/{failed.pk}/end/", "readers/search/again/", "deliveries/1/again/",
        f"mails/{mail.pk}/again/", f"mails/{mail.pk}/admission/", f"mails/{mail.pk}/sender/",
    ):  # fmt: skip
        codes = [client.post(f"/operations/{address}").status_code for client in (as_outsider, as_lead, anonymous)]
        assert (address, codes) == (address, [403, 403, 302])


def test_a_list_that_does_not_exist_is_not_found(as_administrator: Client) -> None:
    assert as_administrator.get("/operations/nothing/").status_code == 404


def test_the_navigation_counts_troubles_for_those_who_may_mend(as_administrator: Client, as_lead: Client) -> None:
    job()
    counts = [
        client.get("/settings/").content.decode().count('<span class="count">')
        for client in (as_administrator, as_lead)
    ]
    assert counts == [1, 0]
