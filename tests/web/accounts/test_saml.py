"""Single sign-on by SAML: who comes in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from kohtaamo.platform.saml.house import House
from kohtaamo.platform.saml.signature import signed_assertion
from kohtaamo.platform.saml.xml import read_xml, words
from kohtaamo.platform.time import now
from kohtaamo.staff.commands.bring import forget_brought
from kohtaamo.staff.commands.invite import invite
from kohtaamo.staff.commands.members import deactivate
from kohtaamo.staff.commands.providers import ProviderWish, change_provider, end_provider, make_provider
from kohtaamo.staff.models import Brought, Member, Provider, ProviderAccount, Role, Team
from tests.web.accounts.asserting import Asserter, metadata
from tests.web.accounts.coming import SIGN_IN, bring, come, sent, who, why, wish_of

pytestmark = pytest.mark.django_db


def test_a_member_comes_in_by_the_address_told_and_afterwards_by_the_subject(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    come(anonymous, provider, idp, mail=owner.email.upper())
    assert who(anonymous) == owner.pk
    another = Client()
    come(another, provider, idp, mail="noora.uusi@tupa.example")
    assert who(another) == owner.pk


def test_the_page_asked_for_is_shown_after_and_no_other_house_is_gone_to(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    after = []
    for wanted in ("/me/", "https://elsewhere.example/", "//elsewhere.example/"):
        form = idp.answer(sent(anonymous, provider, next=wanted), "1", {"email": [owner.email]})
        after.append(anonymous.get(bring(provider, form)).headers["Location"])
    assert after == ["/me/", "/", "/"]


def test_a_relay_state_never_leads_elsewhere(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    form = idp.answer(sent(anonymous, provider), "1", {"email": [owner.email]})
    led = bring(provider, {**form, "RelayState": "https://elsewhere.example/"})
    assert led.startswith(f"/accounts/providers/{provider.pk}/answer/?state=https%3A")
    assert (anonymous.get(led).headers["Location"], who(anonymous)) == (SIGN_IN, None)


def test_a_second_key_of_the_provider_is_believed_while_keys_are_changed(
    anonymous: Client, idp: Asserter, owner: Member, administrator: Member
) -> None:
    told = metadata(idp.entity, keys=("other", "own"))
    provider = make_provider(actor=administrator, wish=wish_of(idp, metadata=told))
    come(anonymous, provider, idp, email=owner.email)
    assert who(anonymous) == owner.pk


def test_a_stranger_is_told_to_ask_for_an_invitation_and_one_invited_comes_in_without_a_password(
    anonymous: Client, provider: Provider, idp: Asserter, administrator: Member, team: Team
) -> None:
    come(anonymous, provider, idp, email="uusi@tupa.example")
    assert (who(anonymous), why()) == (None, "nobody_here")
    role = Role.objects.get(name="expert")
    invite(actor=administrator, email="Uusi@tupa.example", name="Uusi Ihminen", role=role, teams=[team])
    come(anonymous, provider, idp, email="uusi@tupa.example")
    made = Member.objects.get(pk=who(anonymous))
    assert (made.role, list(made.teams.all()), made.has_usable_password()) == (role, [team], False)


def test_new_people_come_by_domain_with_the_role_their_group_gives_and_the_name_in_parts(
    anonymous: Client, provider: Provider, idp: Asserter, administrator: Member
) -> None:
    lead, front = (Role.objects.get(name=name) for name in ("lead", "front_line"))
    groups = {
        "groups_claim": "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
        "groups": [("a1", lead)],
    }
    change_provider(
        actor=administrator, provider=provider, wish=wish_of(idp, domains=["tupa.example"], role=front, **groups)
    )
    ws = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
    told = {
        f"{ws}/emailaddress": "matti@tupa.example", f"{ws}/givenname": "Matti", f"{ws}/surname": "Meikäläinen",
        f"{ws}/name": "matti@tupa.onmicrosoft.com", groups["groups_claim"]: ["b2", "a1"],
    }  # fmt: skip
    come(anonymous, provider, idp, **told)
    made = Member.objects.get(pk=who(anonymous))
    assert (made.name, made.role, made.email) == ("Matti Meikäläinen", lead, "matti@tupa.example")


def test_an_attribute_may_name_the_person_and_another_attribute_forgets_who_people_were(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, administrator: Member
) -> None:
    come(anonymous, provider, idp, email=owner.email)
    change_provider(actor=administrator, provider=provider, wish=wish_of(idp, subject_claim="oid"))
    assert ProviderAccount.objects.count() == 0
    idp.lies = {"form": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"}
    come(Client(), provider, idp, subject="passing", oid="77", email=owner.email)
    again = Client()
    come(again, provider, idp, subject="other", oid="77")
    assert (who(again), ProviderAccount.objects.get().subject) == (owner.pk, "77")


def test_what_another_library_signed_is_read_with_a_prefix_declared_around_the_assertion() -> None:
    """Signed by xmlsec with an InclusiveNamespaces list, as Shibboleth and Okta do."""
    root = read_xml(Path(__file__).with_name("signed_by_xmlsec.xml").read_bytes().strip())
    certificate = "".join(words(root.find(".//{*}X509Certificate")).split())
    signed = signed_assertion(root.find("{*}Assertion"), House("x", "https://x.example", (certificate,)))
    told = [words(signed.find(f".//{{*}}{name}")) for name in ("NameID", "AttributeValue", "SignatureValue")]
    assert told == ["noora", "noora@tupa.example", ""]


def test_an_address_nobody_vouches_for_opens_nothing(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, administrator: Member
) -> None:
    change_provider(actor=administrator, provider=provider, wish=wish_of(idp, vouches=False))
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "address_unverified")


def test_the_address_may_be_the_name_id_itself(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    idp.lies = {"form": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"}
    come(anonymous, provider, idp, subject=owner.email)
    assert who(anonymous) == owner.pk


def test_one_who_has_left_does_not_come_in(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, administrator: Member
) -> None:
    come(anonymous, provider, idp, email=owner.email)
    deactivate(actor=administrator, member=owner)
    again = Client()
    come(again, provider, idp, email=owner.email)
    assert (who(again), who(anonymous), why()) == (None, None, "account_closed")


def test_one_with_a_second_step_is_asked_for_it_all_the_same(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    TOTP.activate(owner, generate_totp_secret())
    answer = come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), answer.headers["Location"]) == (None, "/accounts/2fa/authenticate/")


def test_an_ended_provider_opens_nothing_and_one_of_another_kind_takes_no_assertion(
    anonymous: Client, provider: Provider, idp: Asserter, administrator: Member
) -> None:
    by_openid = make_provider(
        actor=administrator, wish=ProviderWish(name="Muu", issuer="http://127.0.0.1:9", client="kohtaamo")
    )
    end_provider(actor=administrator, provider=provider)
    answers = [
        ask(f"/accounts/providers/{each.pk}/{rest}/").status_code
        for each in (provider, by_openid)
        for ask, rest in ((anonymous.get, "metadata"), (anonymous.post, "assertion"))
    ]
    assert answers == [404, 404, 404, 404]


def test_an_answer_is_kept_sealed_and_forgotten_when_it_opens_nothing_any_more(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    led = bring(provider, idp.answer(sent(anonymous, provider), "1", {"email": [owner.email]}))
    assert owner.email not in Brought.objects.get().told
    anonymous.get(led)
    assert (Brought.objects.get().told, forget_brought()) == ("", 0)
    Brought.objects.update(until=now() - timedelta(seconds=1))
    assert (forget_brought(), Brought.objects.count()) == (1, 0)
