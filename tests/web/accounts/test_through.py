"""Single sign-on by OpenID Connect: who comes in, and every way of lying that must not open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.time import now
from kohtaamo.staff.commands.invite import invite
from kohtaamo.staff.commands.members import deactivate
from kohtaamo.staff.commands.providers import (
    ProviderWish,
    change_provider,
    end_provider,
    free_account,
    make_provider,
    set_entry_policy,
)
from kohtaamo.staff.errors import EntryUntried, KeeperKept, KeeperNeeded, ProviderInUse
from kohtaamo.staff.models import Member, Provider, ProviderAccount, Role, Team
from tests.conftest import PASSWORD
from tests.web.accounts.providing import Issuer, key, providing

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with providing() as found:
        yield found


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    caches["near"].clear()
    yield
    caches["near"].clear()


def wish_of(issuer: Issuer, **fields: Any) -> ProviderWish:
    known = {"name": "Talon tunnus", "issuer": issuer.url, "client": "kohtaamo", "secret": "salainen: sana"}
    return ProviderWish(**{**known, **fields})


@pytest.fixture
def provider(issuer: Issuer, administrator: Member) -> Provider:
    return make_provider(actor=administrator, wish=wish_of(issuer))


def come(client: Client, provider: Provider, issuer: Issuer, sub: str = "1", **person: Any) -> Any:
    """Signing in at the provider and back; the last answer."""
    issuer.person = {"sub": sub, **person}
    sent = client.get(f"/accounts/providers/{provider.pk}/")
    return client.get(f"/accounts/providers/{provider.pk}/answer/", issuer.grant(sent.headers["Location"]))


def who(client: Client) -> int | None:
    number = client.session.get("_auth_user_id")
    return int(number) if number else None


def why() -> str:
    """The last refusal as administrators see it."""
    last = Provider.objects.order_by("pk")[0].refusals.first()
    return f"{last.code} {last.detail}".strip() if last else ""


def test_a_member_comes_in_by_the_verified_address_and_afterwards_by_the_subject(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member
) -> None:
    come(anonymous, provider, issuer, email=owner.email.upper(), name="Noora")
    assert who(anonymous) == owner.pk
    another = Client()
    come(another, provider, issuer, email="noora.uusi@tupa.example")
    assert who(another) == owner.pk


def test_the_page_asked_for_is_shown_after_and_no_other_house_is_gone_to(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member
) -> None:
    issuer.person = {"sub": "1", "email": owner.email}
    after = []
    for wanted in ("/me/", "https://elsewhere.example/", "//elsewhere.example/"):
        sent = anonymous.get(f"/accounts/providers/{provider.pk}/", {"next": wanted})
        came = anonymous.get(f"/accounts/providers/{provider.pk}/answer/", issuer.grant(sent.headers["Location"]))
        after.append(came.headers["Location"])
    assert after == ["/me/", "/", "/"]


def test_the_address_may_be_told_beside_the_token(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member
) -> None:
    issuer.userinfo = {"email": owner.email, "email_verified": True}
    issuer.lies = {"email_verified": None}
    come(anonymous, provider, issuer)
    assert who(anonymous) == owner.pk


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "guessed"},
    "no nonce": {"nonce": None},
    "another issuer": {"iss": "https://elsewhere.example"},
    "another client": {"aud": "someone"},
    "many clients and no party": {"aud": ["kohtaamo", "someone"]},
    "another party": {"azp": "someone"},
    "too old": {"exp": 1},
    "from the future": {"iat": int(time.time()) + 4000},
    "nobody": {"sub": ""},
    "a number for a name": {"sub": 12},
    "address not verified": {"email_verified": False},
    "verified in words": {"email_verified": "true"},
    "no address": {"email": None},
    "half an address": {"email": "noora@"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_opens_nothing(anonymous: Client, provider: Provider, issuer: Issuer, owner: Member, lie: str) -> None:
    issuer.lies = LIES[lie]
    answer = come(anonymous, provider, issuer, email=owner.email)
    assert (who(anonymous), answer.headers["Location"]) == (None, SIGN_IN)
    assert provider.refusals.count() == 1


FORGERIES: dict[str, Callable[[dict[str, Any]], str]] = {
    "signed by nobody": lambda claims: jwt.encode(claims, "", "none"),
    "signed with the client's secret": lambda claims: jwt.encode(claims, "salainen: sana" * 4, "HS256", {"kid": "one"}),
    "signed by another": lambda claims: jwt.encode(claims, key("other"), "RS256", {"kid": "one"}),
    "signed with an unknown key": lambda claims: jwt.encode(claims, key("other"), "RS256", {"kid": "two"}),
    "brings its own key": lambda claims: jwt.encode(
        claims,
        key("other"),
        "RS256",
        {"jwk": dict(jwt.algorithms.RSAAlgorithm.to_jwk(key("other").public_key(), True))},
    ),
    "no token": lambda claims: "",
    "not a token": lambda claims: "a.b.c",
    "cut short": lambda claims: jwt.encode(claims, key("own"), "RS256", {"kid": "one"})[:-9],
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_opens_nothing(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member, forgery: str
) -> None:
    issuer.signs = FORGERIES[forgery]
    come(anonymous, provider, issuer, email=owner.email)
    assert (who(anonymous), why().split()[0]) == (None, "entry_not_believed")


def test_the_userinfo_of_another_is_not_believed(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member
) -> None:
    issuer.userinfo = {"sub": "2", "email": owner.email}
    come(anonymous, provider, issuer, email="x@tupa.example")
    assert (who(anonymous), why()) == (None, "entry_not_believed userinfo")


def test_an_answer_opens_once_and_only_the_window_it_was_begun_in(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member
) -> None:
    issuer.person = {"sub": "1", "email": owner.email}
    sent = anonymous.get(f"/accounts/providers/{provider.pk}/")
    brought, back = issuer.grant(sent.headers["Location"]), f"/accounts/providers/{provider.pk}/answer/"
    stranger = Client()
    stranger.get(back, brought)
    assert who(stranger) is None
    anonymous.get(back, {**brought, "state": "made-up"})
    assert who(anonymous) is None
    anonymous.get(back, brought)
    assert who(anonymous) == owner.pk
    anonymous.post("/accounts/logout/")
    anonymous.get(back, brought)
    assert who(anonymous) is None


def test_the_answer_of_another_provider_is_not_taken(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member, administrator: Member
) -> None:
    issuer.person = {"sub": "1", "email": owner.email}
    sent = anonymous.get(f"/accounts/providers/{provider.pk}/").headers["Location"]
    back = f"/accounts/providers/{provider.pk}/answer/"
    anonymous.get(back, {**issuer.grant(sent), "iss": "https://elsewhere.example"})
    assert (who(anonymous), why()) == (None, "entry_not_believed iss")
    with providing() as second:
        other = make_provider(actor=administrator, wish=wish_of(second, name="Toinen"))
        sent = anonymous.get(f"/accounts/providers/{provider.pk}/").headers["Location"]
        anonymous.get(f"/accounts/providers/{other.pk}/answer/", issuer.grant(sent))
    assert who(anonymous) is None


def test_the_same_address_at_a_second_issuer_opens_nothing(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member, administrator: Member
) -> None:
    come(anonymous, provider, issuer, email=owner.email)
    with providing() as second:
        other = make_provider(actor=administrator, wish=wish_of(second, name="Toinen"))
        stranger = Client()
        come(stranger, other, second, email=owner.email)
        assert (who(stranger), other.refusals.get().code) == (None, "linked_elsewhere")
    reused = Client()
    come(reused, provider, issuer, sub="2", email=owner.email)
    assert (who(reused), why()) == (None, "linked_elsewhere")
    free_account(actor=administrator, account=ProviderAccount.objects.get())
    come(reused, provider, issuer, sub="2", email=owner.email)
    assert who(reused) == owner.pk


def test_one_who_has_left_does_not_come_in(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member, administrator: Member
) -> None:
    come(anonymous, provider, issuer, email=owner.email)
    deactivate(actor=administrator, member=owner)
    again = Client()
    come(again, provider, issuer, email=owner.email)
    assert (who(again), who(anonymous), why()) == (None, None, "account_closed")


def test_a_stranger_is_told_to_ask_for_an_invitation_and_one_invited_comes_in_without_a_password(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member, team: Team
) -> None:
    come(anonymous, provider, issuer, email="uusi@tupa.example")
    assert (who(anonymous), why()) == (None, "nobody_here")
    role = Role.objects.get(name="expert")
    invite(actor=administrator, email="Uusi@tupa.example", name="Uusi Ihminen", role=role, teams=[team])
    come(anonymous, provider, issuer, email="uusi@tupa.example")
    made = Member.objects.get(pk=who(anonymous))
    assert (made.role, list(made.teams.all()), made.has_usable_password()) == (role, [team], False)


def test_new_people_of_a_listed_domain_come_with_a_role_and_a_team(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member, team: Team
) -> None:
    role = Role.objects.get(name="front_line")
    wish = wish_of(issuer, secret="", domains=["Tupa.example"], role=role, teams=[team])
    change_provider(actor=administrator, provider=provider, wish=wish)
    stranger = Client()
    come(stranger, provider, issuer, sub="9", email="joku@paha-tupa.example")
    come(anonymous, provider, issuer, email="matti@tupa.example", name="Matti \0 Meikäläinen")
    made = Member.objects.get(pk=who(anonymous))
    assert (made.name, made.role, list(made.teams.all()), who(stranger)) == ("Matti Meikäläinen", role, [team], None)


def test_groups_give_the_role_at_every_sign_in_and_take_it_away(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member, owner: Member
) -> None:
    lead, expert, front = (Role.objects.get(name=name) for name in ("lead", "expert", "front_line"))
    wish = wish_of(issuer, groups_claim="groups", role=front, groups=[("leads", lead), ("experts", expert)])
    change_provider(actor=administrator, provider=provider, wish=wish)
    roles = []
    for groups in (["experts", "leads"], ["experts"], "leads", ["others"], None):
        come(Client(), provider, issuer, email=owner.email, groups=groups)
        roles.append(Member.objects.get(pk=owner.pk).role.name)
    assert roles == ["lead", "expert", "lead", "front_line", "front_line"]
    none = wish_of(issuer, groups_claim="groups", groups=[("lead", front)])
    change_provider(actor=administrator, provider=provider, wish=none)
    outside = Client()
    come(outside, provider, issuer, email=owner.email, groups=[])
    assert (who(outside), why()) == (None, "no_group")


def test_groups_never_take_the_last_who_manages_people(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member
) -> None:
    front = Role.objects.get(name="front_line")
    wish = wish_of(issuer, groups_claim="groups", groups=[("everyone", front)])
    change_provider(actor=administrator, provider=provider, wish=wish)
    come(anonymous, provider, issuer, email=administrator.email, groups=["everyone"])
    assert (who(anonymous), Member.objects.get(pk=administrator.pk).role.name) == (administrator.pk, "administrator")


def test_another_issuer_forgets_who_people_were(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member, owner: Member
) -> None:
    come(anonymous, provider, issuer, email=owner.email)
    with providing() as second:
        change_provider(actor=administrator, provider=provider, wish=wish_of(second))
        stranger = Client()
        come(stranger, provider, second, sub="1", email="someone@else.example")
        assert who(stranger) is None


@pytest.mark.parametrize(
    "told",
    [{"issuer": "https://elsewhere.example"}, {"jwks_uri": "http://10.0.0.7/keys"}, {"token_endpoint": None}],
    ids=["names another", "leads inside", "says too little"],
)
def test_a_provider_that_tells_wrongly_of_itself_is_not_gone_to(
    anonymous: Client, provider: Provider, issuer: Issuer, told: dict[str, Any]
) -> None:
    issuer.told = told
    assert anonymous.get(f"/accounts/providers/{provider.pk}/").headers["Location"] == SIGN_IN


def test_an_issuer_inside_our_own_network_is_refused_unless_it_is_named(
    provider: Provider, issuer: Issuer, administrator: Member, anonymous: Client, settings: Settings
) -> None:
    settings.KOHTAAMO = {**settings.KOHTAAMO, "INTERNAL_HOSTS": []}
    for inside in (issuer.url, "https://10.0.0.7", "http://login.example.org", "https://[::1]:9/x"):
        with pytest.raises(Invalid):
            make_provider(actor=administrator, wish=replace(wish_of(issuer), issuer=inside))
    assert anonymous.get(f"/accounts/providers/{provider.pk}/").headers["Location"] == SIGN_IN


def test_one_with_a_second_step_is_asked_for_it_all_the_same(
    anonymous: Client, provider: Provider, issuer: Issuer, owner: Member
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(owner, generate_totp_secret())
    answer = come(anonymous, provider, issuer, email=owner.email)
    assert (who(anonymous), answer.headers["Location"]) == (None, "/accounts/2fa/authenticate/")


def only_single(actor: Member, keeper: Member) -> None:
    set_entry_policy(actor=actor, is_single_only=True, keeper=keeper)


def test_only_single_sign_on_closes_passwords_for_all_but_the_keeper(
    anonymous: Client, as_owner: Client, provider: Provider, issuer: Issuer, administrator: Member, owner: Member
) -> None:
    with pytest.raises(EntryUntried):
        only_single(administrator, administrator)
    come(Client(), provider, issuer, email=administrator.email)
    with pytest.raises(KeeperNeeded):
        only_single(administrator, owner)
    only_single(administrator, administrator)
    assert who(as_owner) is None
    anonymous.post(SIGN_IN, {"login": owner.email, "password": PASSWORD})
    assert who(anonymous) is None
    come(anonymous, provider, issuer, sub="2", email=owner.email)
    assert who(anonymous) == owner.pk
    keeper = Client()
    keeper.post(SIGN_IN, {"login": administrator.email, "password": PASSWORD})
    assert who(keeper) == administrator.pk
    with pytest.raises(ProviderInUse):
        end_provider(actor=administrator, provider=provider)


def test_the_keeper_cannot_leave_while_they_are_the_keeper(
    provider: Provider, issuer: Issuer, administrator: Member, owner: Member
) -> None:
    owner.role = administrator.role
    owner.save()
    come(Client(), provider, issuer, email=administrator.email)
    only_single(administrator, owner)
    with pytest.raises(KeeperKept):
        deactivate(actor=administrator, member=owner)


def test_where_passwords_are_closed_one_who_was_invited_chooses_none(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member
) -> None:
    from kohtaamo.staff.invitations import token_of

    come(Client(), provider, issuer, email=administrator.email)
    only_single(administrator, administrator)
    role = Role.objects.get(name="expert")
    token = token_of(invite(actor=administrator, email="uusi@tupa.example", name="Uusi", role=role))
    page = anonymous.get(f"/invitations/{token}/").content.decode()
    assert ('type="password"' in page, f"/accounts/providers/{provider.pk}/" in page) == (False, True)
    filled = {"name": "Uusi", "password": "pitkä salasana 9", "language": "fi"}
    assert anonymous.post(f"/invitations/{token}/", filled).status_code == 422
    assert who(anonymous) is None


def test_an_ended_provider_opens_nothing(
    anonymous: Client, provider: Provider, issuer: Issuer, administrator: Member, owner: Member
) -> None:
    come(Client(), provider, issuer, email=owner.email)
    end_provider(actor=administrator, provider=provider)
    assert anonymous.get(f"/accounts/providers/{provider.pk}/").status_code == 404
    assert anonymous.get(f"/accounts/providers/{provider.pk}/answer/").status_code == 404
    assert Provider.objects.get().secret == ""


def test_the_secret_is_kept_sealed_and_never_shown(as_administrator: Client, provider: Provider) -> None:
    pages = [as_administrator.get(f"/settings/sign-in/{provider.pk}/{rest}").content.decode() for rest in ("", "edit/")]
    assert "salainen" not in provider.secret + "".join(pages)


def test_an_administrator_adds_a_service_and_it_stands_on_the_sign_in_page(
    as_administrator: Client, anonymous: Client, issuer: Issuer, as_lead: Client
) -> None:
    filled = {"name": "Talon tunnus", "issuer": issuer.url, "client": "kohtaamo", "secret": "salainen"}
    assert as_administrator.post("/settings/sign-in/new/", {**filled, "issuer": "ftp://x"}).status_code == 422
    made = as_administrator.post("/settings/sign-in/new/", filled)
    assert made.status_code == 303
    assert "Talon tunnus" in anonymous.get(SIGN_IN).content.decode()
    assert "answer/" in as_administrator.get(made.headers["Location"]).content.decode()
    assert [as_lead.get(f"/settings/sign-in/{rest}").status_code for rest in ("", "new/")] == [403, 403]


def test_the_page_of_a_service_asks_the_database_the_same_for_one_and_for_many(
    as_administrator: Client, provider: Provider, owner: Member
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        counts = []
        for _visit in range(2):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                as_administrator.get(f"/settings/sign-in/{provider.pk}/")
            counts.append(len(asked))
        return min(counts)

    def link(number: int) -> None:
        member = Member.objects.create(email=f"m{number}@tupa.example", name=f"M {number}", role=owner.role)
        ProviderAccount.objects.create(
            provider=provider, subject=str(number), member=member, email=member.email, linked_at=now(),
            used_at=now() - timedelta(days=number),
        )  # fmt: skip

    link(0)
    one = queries()
    for number in range(1, 30):
        link(number)
    assert queries() == one
