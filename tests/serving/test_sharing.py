"""New cases by turn, load and language; being away and standing in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.encounters.commands.take import assign, take
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotAllowed
from kohtaamo.platform.time import now
from kohtaamo.promises.models import Promise
from kohtaamo.serving.choices import Sharing
from kohtaamo.serving.commands.share import end_away, set_away, set_sharing
from kohtaamo.serving.models import Absence, TeamSharing
from kohtaamo.serving.queries.sharing import absences, stand_in_for
from kohtaamo.serving.rules import Candidate, choose
from kohtaamo.staff.models import Member, Membership, Team
from tests.conftest import Says

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def away(member: Member, stand_in: Member | None = None) -> Absence:
    return set_away(actor=member, member=member, starts_at=now() - DAY, ends_at=now() + DAY, stand_in=stand_in)


def owners(says: Says, count: int, **fields: object) -> list[str]:
    cases = [
        says(f"Asia {n}", sender=f"a{n}.{fields}@posti.example".replace(" ", ""), **fields).case for n in range(count)
    ]
    return [
        case.owner.first_name if case.owner else ""
        for case in Case.objects.filter(pk__in=[c.pk for c in cases]).order_by("pk")
    ]


def test_cases_go_round_by_turn(
    says: Says, owner: Member, colleague: Member, administrator: Member, team: Team, mailbox: object
) -> None:
    assert owners(says, 1, language="fi") == [""]
    set_sharing(actor=administrator, team=team, way=Sharing.TURN, by_language=False, most=None)
    assert owners(says, 4) == ["Noora", "Sami", "Aino", "Noora"]
    assert Promise.objects.latest("pk").owner == owner


def test_those_who_are_away_are_passed_by(
    says: Says, owner: Member, colleague: Member, administrator: Member, team: Team
) -> None:
    set_sharing(actor=administrator, team=team, way=Sharing.TURN, by_language=False, most=None)
    away(owner)
    Member.objects.filter(pk=administrator.pk).update(presence="away")
    assert owners(says, 2) == ["Sami", "Sami"]


def test_the_one_with_least_gets_it_until_all_have_enough(
    says: Says, owner: Member, colleague: Member, administrator: Member, team: Team
) -> None:
    set_sharing(actor=administrator, team=team, way=Sharing.LOAD, by_language=False, most=1)
    assert sorted(owners(says, 4)) == ["", "Aino", "Noora", "Sami"]


def test_one_who_speaks_the_language_comes_first(
    says: Says, owner: Member, colleague: Member, administrator: Member, team: Team
) -> None:
    Member.objects.filter(pk=colleague.pk).update(speaks=["sv"])
    set_sharing(actor=administrator, team=team, way=Sharing.TURN, by_language=True, most=None)
    assert owners(says, 2, language="sv") == ["Sami", "Sami"]


def test_what_comes_to_one_who_is_away_goes_to_the_stand_in(
    case: Case, owner: Member, colleague: Member, lead: Member, team: Team, says: Says, as_lead: Client
) -> None:
    take(actor=owner, case=case)
    absence = away(owner, colleague)
    says("Missä se on?", case=case)
    assert Case.objects.get(pk=case.pk).owner == colleague
    assert "Noora on poissa" in as_lead.get(f"/cases/{case.pk}/").content.decode()
    assign(actor=lead, case=Case.objects.get(pk=case.pk), team=team, owner=owner)
    assert Case.objects.get(pk=case.pk).owner == colleague
    end_away(actor=owner, absence=absence)
    assign(actor=lead, case=Case.objects.get(pk=case.pk), team=team, owner=owner)
    assert Case.objects.get(pk=case.pk).owner == owner


def test_without_a_stand_in_it_goes_to_the_queue(case: Case, owner: Member, outsider: Member, says: Says) -> None:
    take(actor=owner, case=case)
    away(owner, outsider)  # who may not have the team's cases
    says("Missä se on?", case=case)
    assert Case.objects.get(pk=case.pk).owner is None


def test_stand_ins_in_a_ring_end(owner: Member, colleague: Member) -> None:
    away(owner, colleague)
    assert stand_in_for(owner.pk, now()) == colleague
    away(colleague, owner)
    assert stand_in_for(owner.pk, now()) is None


def test_who_may_say_what(owner: Member, colleague: Member, administrator: Member, lead: Member, team: Team) -> None:
    with pytest.raises(NotAllowed):
        set_away(actor=owner, member=colleague, starts_at=now(), ends_at=now() + DAY, stand_in=None)
    with pytest.raises(Invalid):
        set_away(actor=owner, member=owner, starts_at=now(), ends_at=now() - DAY, stand_in=None)
    with pytest.raises(Invalid):
        set_away(actor=owner, member=owner, starts_at=now(), ends_at=now() + DAY, stand_in=owner)
    with pytest.raises(NotAllowed):
        set_sharing(actor=lead, team=team, way=Sharing.TURN, by_language=True, most=None)
    Membership.objects.filter(member=lead).update(is_lead=True)
    assert set_sharing(actor=lead, team=team, way=Sharing.TURN, by_language=True, most=3).most == 3
    assert (
        set_away(actor=administrator, member=owner, starts_at=now(), ends_at=now() + DAY, stand_in=None).member == owner
    )


def test_the_pages(
    as_owner: Client, as_administrator: Client, as_colleague: Client, owner: Member, colleague: Member, team: Team
) -> None:
    data = {
        "member": owner.pk,
        "starts_at": "2027-01-10T08:00",
        "ends_at": "2027-01-20T08:00",
        "stand_in": colleague.pk,
    }
    assert as_owner.post("/me/away/", data).status_code == 302
    assert "sijaistaa" in as_owner.get("/me/away/").content.decode()
    assert as_owner.post("/me/away/", {**data, "ends_at": "2020-01-01T08:00"}).status_code == 422
    absence = Absence.objects.get()
    assert as_colleague.post(f"/absences/{absence.pk}/ending/").status_code == 404
    assert as_owner.post(f"/absences/{absence.pk}/ending/").status_code == 302
    assert as_owner.get("/sharing/").status_code == 404
    assert as_administrator.post("/sharing/", {"team": team.pk, "way": "turn", "most": "5"}).status_code == 302
    assert (TeamSharing.objects.get().way, TeamSharing.objects.get().most) == ("turn", 5)
    assert "vuorollaan" in as_administrator.get("/sharing/").content.decode()


@given(
    st.lists(st.tuples(st.integers(1, 50), st.sampled_from(["fi", "sv"]), st.integers(0, 9)), min_size=1, max_size=8),
    st.integers(0, 60), st.sampled_from([Sharing.TURN, Sharing.LOAD]), st.none() | st.integers(1, 9),
)  # fmt: skip
def test_nobody_with_enough_gets_more_and_turns_are_fair(
    people: list[tuple[int, str, int]], latest: int, way: str, most: int | None
) -> None:
    known = {pk: Candidate(pk, [speaks], load) for pk, speaks, load in people}
    chosen = choose(list(known.values()), way=way, language="sv", by_language=True, most=most, latest=latest)
    room = [one for one in known.values() if most is None or one.load < most]
    if chosen is None:
        assert not room
        return
    assert known[chosen.pk] in room
    if any("sv" in one.speaks for one in room):
        assert "sv" in known[chosen.pk].speaks


def test_who_leads_a_team_writes_down_its_absences_and_no_others(
    lead: Member, owner: Member, outsider: Member, team: Team
) -> None:
    Membership.objects.filter(member=lead, team=team).update(is_lead=True)
    span = {"starts_at": now(), "ends_at": now() + DAY, "stand_in": None}
    absence = set_away(actor=lead, member=owner, **span)  # type: ignore[arg-type]
    assert list(absences(lead)) == [absence]
    with pytest.raises(NotAllowed):
        set_away(actor=lead, member=outsider, **span)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        set_away(actor=owner, member=lead, **span)  # type: ignore[arg-type]
    end_away(actor=lead, absence=absence)
    assert list(absences(lead)) == []
