"""The pages of people, teams, roles and one's own settings; who may not, is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.commands.invite import invite
from kohtaamo.staff.commands.members import deactivate
from kohtaamo.staff.emails import email_token
from kohtaamo.staff.models import Invitation, Member, Membership, Role, Team
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
FOR_ALL = ("/people/", "/me/", "/settings/")
FOR_MANAGERS = ("/people/invitations/new/", "/teams/", "/roles/")


@pytest.mark.parametrize("address", FOR_ALL)
def test_everyone_here_may_open(as_outsider: Client, anonymous: Client, address: str) -> None:
    assert [client.get(address).status_code for client in (as_outsider, anonymous)] == [200, 302]


@pytest.mark.parametrize("address", FOR_MANAGERS)
def test_only_one_who_manages_people_may_open(
    as_administrator: Client, as_outsider: Client, as_lead: Client, anonymous: Client, address: str
) -> None:
    clients = (as_administrator, as_outsider, as_lead, anonymous)
    assert [client.get(address).status_code for client in clients] == [200, 403, 403, 302]


def test_nothing_of_one_person_team_role_or_invitation_is_changed_without_the_right(
    as_lead: Client, anonymous: Client, owner: Member, team: Team, administrator: Member
) -> None:
    invitation = invite(actor=administrator, email="u@tupa.example", name="U", role=owner.role)
    for address in (
        f"/people/{owner.pk}/", f"/people/{owner.pk}/leaving/", f"/people/{owner.pk}/return/", f"/teams/{team.pk}/",
        f"/teams/{team.pk}/closing/", f"/teams/{team.pk}/opening/", f"/roles/{owner.role_id}/",
        f"/roles/{owner.role_id}/removal/", f"/people/invitations/{invitation.pk}/again/",
        f"/people/invitations/{invitation.pk}/end/",
    ):  # fmt: skip
        sent = {"role": owner.role_id, "name": "X"}
        assert (address, [client.post(address, sent).status_code for client in (as_lead, anonymous)]) == (
            address,
            [403, 302],
        )


def test_one_person_team_or_role_that_is_not_there_is_not_found(as_administrator: Client) -> None:
    for address in ("/people/999999/", "/teams/999999/", "/roles/999999/"):
        assert as_administrator.get(address).status_code == 404


def test_one_who_left_is_shown_to_managers_only(
    as_administrator: Client, as_owner: Client, administrator: Member, colleague: Member
) -> None:
    deactivate(actor=administrator, member=colleague)
    assert [client.get(f"/people/{colleague.pk}/").status_code for client in (as_administrator, as_owner)] == [200, 404]
    assert colleague.name not in as_owner.get("/people/").content.decode()


def test_addresses_and_last_seen_are_for_managers(
    as_administrator: Client, as_owner: Client, colleague: Member
) -> None:
    shown = [
        colleague.email in client.get(f"/people/{colleague.pk}/").content.decode()
        for client in (as_administrator, as_owner)
    ]
    assert shown == [True, False]


def test_people_take_as_many_queries_with_many_as_with_few(
    as_administrator: Client, administrator: Member, team: Team, other_team: Team
) -> None:
    as_administrator.get("/people/")
    few = _queries(as_administrator)
    for number in range(30):
        member = Member.objects.create(email=f"m{number}@tupa.example", name=f"M {number}", role=administrator.role)
        Membership.objects.bulk_create([Membership(member=member, team=each) for each in (team, other_team)])
        invite(actor=administrator, email=f"i{number}@tupa.example", name="I", role=administrator.role)
    assert _queries(as_administrator) == few


def _queries(client: Client) -> int:
    from django.db import connection

    with CaptureQueriesContext(connection) as met:
        client.get("/people/")
    return len(met)


def test_an_invitation_is_sent_from_the_page(as_administrator: Client, team: Team) -> None:
    role = Role.objects.get(name=RoleName.EXPERT)
    sent = {"email": "uusi@tupa.example", "name": "Uusi", "role": role.pk, "language": "sv", "teams": [team.pk]}
    assert as_administrator.post("/people/invitations/new/", sent).status_code == 302
    assert list(Invitation.objects.values_list("email", "role", "language", "teams")) == [
        ("uusi@tupa.example", role.pk, "sv", team.pk)
    ]


def test_an_address_in_use_is_told_beside_the_field(as_administrator: Client, owner: Member) -> None:
    sent = {"email": owner.email, "name": "Uusi", "role": owner.role_id, "language": "fi"}
    answer = as_administrator.post("/people/invitations/new/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
    assert f'value="{owner.email}"' in answer.content.decode()


def test_a_person_is_given_a_role_and_teams(
    as_administrator: Client, owner: Member, team: Team, other_team: Team
) -> None:
    role = Role.objects.get(name=RoleName.LEAD)
    as_administrator.post(f"/people/{owner.pk}/", {"role": role.pk, "team": [team.pk, other_team.pk], "lead": team.pk})
    assert Member.objects.get(pk=owner.pk).role == role
    assert set(owner.memberships.values_list("team", "is_lead")) == {(team.pk, True), (other_team.pk, False)}


def test_the_last_administrator_is_told_and_stays(as_administrator: Client, administrator: Member) -> None:
    role = Role.objects.get(name=RoleName.LEAD)
    assert as_administrator.post(f"/people/{administrator.pk}/", {"role": role.pk}).status_code == 409
    assert Member.objects.get(pk=administrator.pk).role == administrator.role


def test_a_team_is_made_changed_and_closed(as_administrator: Client, owner: Member) -> None:
    as_administrator.post("/teams/", {"name": "Huolto"})
    made = Team.objects.get(name="Huolto")
    as_administrator.post(f"/teams/{made.pk}/", {"name": "Huolto ja varaosat", "member": owner.pk, "lead": owner.pk})
    as_administrator.post(f"/teams/{made.pk}/closing/")
    made.refresh_from_db()
    assert (made.name, made.is_active, made.memberships.get().is_lead) == ("Huolto ja varaosat", False, True)


def test_a_name_in_use_is_told_and_kept_in_the_field(as_administrator: Client, team: Team) -> None:
    answer = as_administrator.post("/teams/", {"name": team.name})
    assert (answer.status_code, f'value="{team.name}"' in answer.content.decode()) == (422, True)


def test_a_role_is_made_and_given_rights(as_administrator: Client) -> None:
    as_administrator.post("/roles/", {"name": "Kesätyö"})
    made = Role.objects.get(name="Kesätyö")
    as_administrator.post(f"/roles/{made.pk}/", {"name": "Kesä", "right": ["cases.answer", "promises.make"]})
    made.refresh_from_db()
    assert (made.name, made.rights) == ("Kesä", ["cases.answer", "promises.make"])
    as_administrator.post(f"/roles/{made.pk}/removal/")
    assert not Role.objects.filter(pk=made.pk).exists()


def test_own_settings_are_saved(as_owner: Client, owner: Member) -> None:
    sent = {"name": "Noora K", "language": "en", "speaks": ["fi", "sv"], "theme": "dark", "day0": "8–12, 13–16"}
    assert as_owner.post("/me/", sent).status_code == 302
    kept = Member.objects.get(pk=owner.pk)
    assert (kept.name, kept.language, kept.speaks, kept.theme, kept.single_keys) == (
        "Noora K",
        "en",
        ["fi", "sv"],
        "dark",
        False,
    )
    assert kept.hours == {"0": [["08:00", "12:00"], ["13:00", "16:00"]]}
    assert 'lang="en" data-theme="dark"' in as_owner.get("/me/").content.decode()


def test_hours_that_cannot_be_are_told_beside_their_day(as_owner: Client) -> None:
    answer = as_owner.post("/me/", {"name": "Noora", "language": "fi", "day2": "16-8", "day4": "huomenna"})
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["day2", "day4"])
    assert 'value="huomenna"' in answer.content.decode()


def test_presence_is_set_in_one_touch(as_owner: Client, owner: Member) -> None:
    as_owner.post("/me/presence/", {"presence": "busy"})
    assert Member.objects.get(pk=owner.pk).presence == "busy"


def test_signing_out_elsewhere_keeps_this_device(as_owner: Client, owner: Member) -> None:
    elsewhere = Client()
    elsewhere.login(email=owner.email, password=PASSWORD)
    as_owner.post("/me/sessions/end/")
    assert [client.get("/me/").status_code for client in (as_owner, elsewhere)] == [200, 302]


def test_ones_own_address_is_asked_for_only_after_the_password(as_owner: Client, owner: Member) -> None:
    assert "/reauthenticate/" in as_owner.get("/me/email/")["Location"]
    as_owner.post("/accounts/reauthenticate/", {"password": PASSWORD})
    taken = as_owner.post("/me/email/", {"email": "noora@"})
    assert (taken.status_code, 'value="noora@"' in taken.content.decode()) == (422, True)
    assert as_owner.post("/me/email/", {"email": "uusi@tupa.example"}).status_code == 302


def test_an_administrator_asks_for_another_address_for_a_person(
    as_administrator: Client, as_lead: Client, owner: Member
) -> None:
    place, wish = f"/people/{owner.pk}/email/", {"email": "uusi@tupa.example"}
    assert [as_lead.post(place, wish).status_code, as_lead.get(place).status_code] == [403, 403]
    assert as_administrator.post(place, wish)["Location"] == f"/people/{owner.pk}/"
    assert as_administrator.post(place, {"email": owner.email}).status_code == 422


def test_the_new_address_is_taken_into_use_with_one_press(anonymous: Client, owner: Member) -> None:
    link = f"/emails/{email_token(owner, 'uusi@tupa.example')}/"
    assert "uusi@tupa.example" in anonymous.get(link).content.decode()
    assert Member.objects.get(pk=owner.pk).email == owner.email
    anonymous.post(link)
    assert Member.objects.get(pk=owner.pk).email == "uusi@tupa.example"
    assert anonymous.get(link).status_code == 404
