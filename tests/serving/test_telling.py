"""Who is named, who is told, by which ways and when they are left in peace."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.config.background import readers
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.show import hide, let_see
from kohtaamo.encounters.commands.take import assign, take
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import sees
from kohtaamo.platform.errors import Invalid, NotAllowed, NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.journal.readers import catch_up
from kohtaamo.platform.time import now
from kohtaamo.serving.choices import Told
from kohtaamo.serving.commands.snooze import snooze, wake_due
from kohtaamo.serving.commands.tell import OLD, Wish, see, wish_to_be_told
from kohtaamo.serving.jobs import send_digest, send_digests
from kohtaamo.serving.mentioning import named_in
from kohtaamo.serving.models import Mention, Notification, Snooze
from kohtaamo.serving.queries.mention import blind_of, nameable
from kohtaamo.serving.queries.told import unseen
from kohtaamo.serving.ways import is_quiet
from kohtaamo.staff.models import Member, Team
from tests.conftest import Says

pytestmark = pytest.mark.django_db
PEOPLE = [(1, "Sami Lahti"), (2, "Sami Aho"), (3, "Noora Kivelä"), (4, "Noora Kivelä-Aho")]
TEAMS = [(7, "Palvelu"), (8, "Toimitus")]


def read() -> None:
    catch_up(next(reader for reader in readers() if reader.name == "notifications"))


def kinds(member: Member) -> list[str]:
    read()
    return list(Notification.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("text", "members", "teams"),
    [
        ("Kysy @Sami Lahti", [1], []), ("@sami aho, katso", [2], []), ("@Sami katso", [], []), ("@Palvelu ja @Sami Aho", [2], [7]),
        ("@Noora Kivelä-Aho tietää", [4], []), ("@Noora Kivelä tietää", [3], []), ("sami@lahti.example", [], []),
        ("(@Toimitus)", [], [8]), ("@Palvelussa", [], []), ("@@Palvelu @Palvelu", [], [7]), ("@", [], []),
    ],
)  # fmt: skip
def test_names_are_found(text: str, members: list[int], teams: list[int]) -> None:
    found = named_in(text, PEOPLE, TEAMS)
    assert (found.members, found.teams) == (members, teams)


@given(st.text(alphabet="@SamiLhtPlveu n.-", max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = named_in(text, PEOPLE, TEAMS)
    assert set(found.members) <= {1, 2, 3, 4}


def test_one_named_is_told_and_a_team_without_the_writer(
    case: Case, owner: Member, colleague: Member, lead: Member
) -> None:
    write_note(actor=owner, case=case, text="@Sami Lahti ja @Palvelu, katsokaa")
    assert (kinds(colleague), kinds(lead), kinds(owner)) == ([Told.MENTION], [Told.MENTION], [])
    assert unseen(colleague) == 1
    see(actor=colleague)
    assert unseen(colleague) == 0


def test_one_who_cannot_see_is_told_only_when_let(
    case: Case, owner: Member, outsider: Member, as_outsider: Client
) -> None:
    note = write_note(actor=owner, case=case, text="@Ulla Ulkopuoli tietää")
    assert blind_of(case) == {note.pk: [outsider]}
    assert (kinds(outsider), as_outsider.get(f"/cases/{case.pk}/").status_code) == ([], 404)
    let_see(actor=owner, case=case, member=outsider)
    assert (kinds(outsider), blind_of(case)) == ([Told.SHOWN], {})
    assert as_outsider.get(f"/cases/{case.pk}/").status_code == 200
    write_note(actor=outsider, case=case, text="Kiitos, näen tämän.")
    hide(actor=owner, case=case, member=outsider)
    assert as_outsider.get(f"/cases/{case.pk}/").status_code == 404
    assert not sees(outsider, case)


def test_letting_see_needs_sight_and_the_right(case: Case, outsider: Member, colleague: Member, owner: Member) -> None:
    with pytest.raises(NotFound):
        let_see(actor=outsider, case=case, member=outsider)
    owner.role.rights = ["cases.answer"]
    with pytest.raises(NotAllowed):
        let_see(actor=owner, case=case, member=colleague)
    colleague.is_active = False
    with pytest.raises((Invalid, NotAllowed)):
        let_see(actor=colleague, case=case, member=colleague)


def test_names_offered_begin_with_those_who_see(
    case: Case, owner: Member, colleague: Member, outsider: Member, team: Team
) -> None:
    assert [(one.name, one.sees) for one in nameable(owner, case, "")] == [
        ("Sami Lahti", True), ("Palvelu", True), ("Ulla Ulkopuoli", False), ("Toimitus", False),
    ]  # fmt: skip
    assert [one.name for one in nameable(owner, case, "ulk")] == ["Ulla Ulkopuoli"]


def test_what_happens_in_ones_case_is_told_once(
    case: Case, owner: Member, lead: Member, team: Team, says: Says
) -> None:
    assign(actor=lead, case=case, team=team, owner=owner)
    says("Missä se on?", case=case)
    says("Kiitos!", case=case)
    says("Olen lomalla", case=case, is_automatic=True)
    snooze(actor=owner, case=case, until=now() + timedelta(hours=1))
    Snooze.objects.update(until=now())
    wake_due()
    assert kinds(owner) == [Told.GIVEN, Told.WROTE, Told.WOKE]
    for entry in Entry.objects.all():
        assert Notification.objects.filter(entry=entry.pk, member=owner).count() <= 1


def test_taking_ones_own_case_tells_nobody(case: Case, owner: Member) -> None:
    take(actor=owner, case=case)
    assert kinds(owner) == []


def test_what_is_old_is_not_told(case: Case, owner: Member, colleague: Member) -> None:
    write_note(actor=owner, case=case, text="@Sami Lahti")
    Entry.objects.update(at=now() - OLD - timedelta(minutes=1))
    assert kinds(colleague) == []


def test_one_who_wishes_for_nothing_is_told_nothing(case: Case, owner: Member, colleague: Member) -> None:
    wish_to_be_told(actor=colleague, wish=Wish({Told.MENTION: []}, None, None, "hour"))
    write_note(actor=owner, case=case, text="@Sami Lahti")
    assert kinds(colleague) == []
    for wrong in (
        Wish({"x": []}, None, None, "hour"),
        Wish({Told.LATE: ["fax"]}, None, None, "hour"),
        Wish({}, None, None, "x"),
    ):
        with pytest.raises(Invalid):
            wish_to_be_told(actor=colleague, wish=wrong)


@pytest.mark.parametrize(
    ("starts", "ends", "hour", "quiet"), [(22, 7, 23, True), (22, 7, 6, True), (22, 7, 7, False), (8, 16, 12, True), (8, 8, 8, False)]
)  # fmt: skip
def test_quiet_hours_run_past_midnight(owner: Member, starts: int, ends: int, hour: int, quiet: bool) -> None:
    owner.zone = "UTC"
    wish_to_be_told(actor=owner, wish=Wish({}, time(starts), time(ends), "hour"))
    assert is_quiet(Member.objects.get(pk=owner.pk), datetime(2026, 6, 1, hour, tzinfo=UTC)) is False or quiet
    fresh = Member.objects.select_related("tell_wish").get(pk=owner.pk)
    fresh.zone = "UTC"
    assert is_quiet(fresh, datetime(2026, 6, 1, hour, tzinfo=UTC)) is quiet


def test_unseen_things_come_in_one_mail_at_a_time(case: Case, owner: Member, colleague: Member) -> None:
    wish_to_be_told(actor=colleague, wish=Wish({}, None, None, "hour"))
    for word in ("yksi", "kaksi"):
        write_note(actor=owner, case=case, text=f"@Sami Lahti {word}")
    assert (len(kinds(colleague)), send_digests()) == (2, 0)
    Notification.objects.update(at=now() - timedelta(minutes=6))
    assert send_digests() == 1
    assert send_digests() == 0
    send_digest.call(colleague.pk, list(Notification.objects.values_list("pk", flat=True)))
    assert [(one.to, one.body.count("/notifications/")) for one in mail.outbox] == [([colleague.email], 3)]
    assert Mention.objects.count() == 2
