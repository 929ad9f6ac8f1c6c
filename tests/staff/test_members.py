"""Changing people, teams and roles: nobody is locked out, nothing is left without somebody."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.take import take
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import NotAllowed
from kohtaamo.platform.journal.models import Entry
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Presence, Right, RoleName
from kohtaamo.staff.commands.members import change_member, deactivate, reactivate
from kohtaamo.staff.commands.roles import change_role, make_role, remove_role
from kohtaamo.staff.commands.teams import change_team, close_team, make_team, reopen_team
from kohtaamo.staff.errors import LastAdministrator, NameMissing, NameTaken, OwnRight, RoleInUse, TeamInUse
from kohtaamo.staff.models import Member, Membership, Role, Team
from kohtaamo.touchpoints.models import Touchpoint
from tests.conftest import Says

pytestmark = pytest.mark.django_db


def role(name: str) -> Role:
    return Role.objects.get(name=name)


def kinds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("kind", flat=True))


def test_a_person_gets_a_role_and_teams(administrator: Member, owner: Member, team: Team, other_team: Team) -> None:
    change_member(actor=administrator, member=owner, role=role(RoleName.EXPERT), teams={other_team.pk: True})
    assert Member.objects.get(pk=owner.pk).role.name == RoleName.EXPERT
    assert list(owner.memberships.values_list("team", "is_lead")) == [(other_team.pk, True)]
    assert kinds() == ["member.changed"]


def test_a_person_keeps_the_closed_teams_they_had(administrator: Member, owner: Member, team: Team) -> None:
    close_team(actor=administrator, team=team)
    change_member(actor=administrator, member=owner, role=owner.role, teams={})
    reopen_team(actor=administrator, team=team)
    assert list(owner.memberships.values_list("team", flat=True)) == [team.pk]


def test_the_last_administrator_stays(administrator: Member) -> None:
    with pytest.raises(LastAdministrator):
        change_member(actor=administrator, member=administrator, role=role(RoleName.LEAD), teams={})
    with pytest.raises(LastAdministrator):
        deactivate(actor=administrator, member=administrator)
    with pytest.raises(LastAdministrator):
        change_role(actor=administrator, role=administrator.role, rights=[Right.ANSWER])
    assert Member.objects.get(pk=administrator.pk).may(Right.MANAGE_STAFF)


def test_nobody_takes_away_their_own_right_to_manage(administrator: Member, owner: Member) -> None:
    change_member(actor=administrator, member=owner, role=role(RoleName.ADMINISTRATOR), teams={})
    with pytest.raises(OwnRight):
        deactivate(actor=administrator, member=administrator)
    deactivate(actor=Member.objects.get(pk=owner.pk), member=administrator)
    assert not Member.objects.get(pk=administrator.pk).is_active


def test_cases_of_one_who_leaves_go_back_to_the_queue(administrator: Member, owner: Member, case: Case) -> None:
    take(actor=owner, case=case)
    deactivate(actor=administrator, member=owner)
    case.refresh_from_db()
    assert case.owner is None
    assert kinds()[-2:] == ["member.left", "case.let_go"]
    assert list(Promise.objects.filter(case=case).values_list("owner", flat=True)) == [None]


def test_a_settled_case_keeps_the_name_of_one_who_left(administrator: Member, owner: Member, case: Case) -> None:
    take(actor=owner, case=case)
    end(actor=owner, case=case, outcome="solved")
    deactivate(actor=administrator, member=owner)
    case.refresh_from_db()
    assert case.owner == owner


def test_sessions_of_one_who_leaves_end(administrator: Member, owner: Member, as_owner: Client) -> None:
    assert as_owner.get("/me/").status_code == 200
    deactivate(actor=administrator, member=owner)
    assert as_owner.get("/me/").status_code == 302
    reactivate(actor=administrator, member=owner)
    assert as_owner.get("/me/").status_code == 302


def test_one_who_returns_has_what_they_had(administrator: Member, owner: Member, team: Team) -> None:
    deactivate(actor=administrator, member=owner)
    back = reactivate(actor=administrator, member=owner)
    assert (back.is_active, list(back.teams.all()), back.presence) == (True, [team], Presence.AWAY)


def test_a_team_on_which_cases_stand_is_not_closed(administrator: Member, case: Case, touchpoint: Touchpoint) -> None:
    Touchpoint.objects.update(is_active=False)
    with pytest.raises(TeamInUse):
        close_team(actor=administrator, team=case.team)


def test_a_team_on_which_a_touchpoint_stands_is_not_closed(administrator: Member, touchpoint: Touchpoint) -> None:
    with pytest.raises(TeamInUse):
        close_team(actor=administrator, team=touchpoint.team)


def test_a_team_whose_cases_are_settled_closes(administrator: Member, owner: Member, says: Says) -> None:
    case = says().case
    end(actor=owner, case=case, outcome="solved")
    Touchpoint.objects.update(is_active=False)
    assert close_team(actor=administrator, team=case.team).is_active is False


def test_a_team_is_renamed_and_filled(administrator: Member, outsider: Member, team: Team, owner: Member) -> None:
    change_team(actor=administrator, team=team, name=" Uusi  nimi ", members={outsider.pk: True})
    assert Team.objects.get(pk=team.pk).name == "Uusi nimi"
    assert list(Membership.objects.filter(team=team).values_list("member", "is_lead")) == [(outsider.pk, True)]


@pytest.mark.parametrize(("name", "error"), [("palvelu", NameTaken), ("  ", NameMissing)])
def test_a_team_needs_a_name_of_its_own(administrator: Member, team: Team, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        make_team(actor=administrator, name=name)


def test_rights_of_a_role_count_at_once(administrator: Member, as_lead: Client, lead: Member) -> None:
    assert as_lead.get("/operations/").status_code == 403
    change_role(actor=administrator, role=lead.role, rights=[*lead.role.rights, Right.OPERATE])
    assert as_lead.get("/operations/").status_code == 200


def test_rights_that_do_not_exist_are_left_out(administrator: Member) -> None:
    made = make_role(actor=administrator, name="Kesätyö", rights=["cases.answer", "everything"])
    assert made.rights == ["cases.answer"]


def test_a_starting_role_keeps_its_name(administrator: Member) -> None:
    changed = change_role(actor=administrator, role=role(RoleName.EXPERT), rights=[], name="Jokin muu")
    assert changed.name == RoleName.EXPERT


def test_a_role_in_use_is_not_removed(administrator: Member, owner: Member) -> None:
    made = make_role(actor=administrator, name="Kesätyö", rights=[])
    change_member(actor=administrator, member=owner, role=made, teams={})
    with pytest.raises(RoleInUse):
        remove_role(actor=administrator, role=made)
    with pytest.raises(RoleInUse):
        remove_role(actor=administrator, role=role(RoleName.MANAGER))
    change_member(actor=administrator, member=owner, role=role(RoleName.EXPERT), teams={})
    remove_role(actor=administrator, role=made)
    assert not Role.objects.filter(pk=made.pk).exists()


def test_without_the_right_nothing_changes(owner: Member, colleague: Member, team: Team) -> None:
    for refused in (
        lambda: change_member(actor=owner, member=colleague, role=owner.role, teams={}),
        lambda: deactivate(actor=owner, member=colleague),
        lambda: reactivate(actor=owner, member=colleague),
        lambda: make_team(actor=owner, name="Oma"),
        lambda: close_team(actor=owner, team=team),
        lambda: make_role(actor=owner, name="Oma", rights=list(Right)),
        lambda: change_role(actor=owner, role=owner.role, rights=list(Right)),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert kinds() == []
