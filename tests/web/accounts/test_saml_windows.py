"""Single sign-on by SAML: what is brought opens once, and only the window that asked for it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kohtaamo.staff.commands.providers import make_provider
from kohtaamo.staff.models import Brought, Member, Provider
from tests.web.accounts.asserting import Asserter, asked_in, without
from tests.web.accounts.coming import bring, sent, who, why, wish_of

pytestmark = pytest.mark.django_db


def test_an_assertion_opens_once_and_only_the_window_it_was_begun_in(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    form = idp.answer(sent(anonymous, provider), "1", {"email": [owner.email]})
    led = bring(provider, form)
    stranger = Client()
    stranger.get(led)
    assert who(stranger) is None
    stranger_asked = asked_in(sent(stranger, provider))["state"]
    stranger.get(led.replace(form["RelayState"], stranger_asked))
    assert who(stranger) is None
    anonymous.get(led)
    assert who(anonymous) == owner.pk
    anonymous.post("/accounts/logout/")
    anonymous.get(led)
    anonymous.get(bring(provider, form))
    assert who(anonymous) is None


def test_an_assertion_brought_again_is_refused_also_for_a_new_ticket(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    form = idp.answer(sent(anonymous, provider), "1", {"email": [owner.email]})
    first, again = bring(provider, form), bring(provider, form)
    assert ("code=" in first, "code=" in again, Brought.objects.count()) == (True, False, 1)
    anonymous.get(again)
    assert (who(anonymous), why()) == (None, "entry_not_believed replay")


def test_the_assertion_of_someone_else_is_not_let_into_my_window(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    """Signing a victim in as the attacker: their assertion answers their request, not the victim's."""
    attacker = Client()
    theirs = idp.answer(sent(attacker, provider), "9", {"email": [owner.email]})
    mine = asked_in(sent(anonymous, provider))["state"]
    anonymous.get(bring(provider, {**theirs, "RelayState": mine}))
    anonymous.get(bring(provider, theirs))
    assert who(anonymous) is None


def test_what_nobody_asked_for_is_refused(anonymous: Client, provider: Provider, idp: Asserter, owner: Member) -> None:
    idp.twists = without("InResponseTo")
    idp.forges = lambda told: re.sub(r' InResponseTo="[^"]*"', "", told)
    form = idp.answer(sent(Client(), provider), "1", {"email": [owner.email]})
    for state in ("", "made-up"):
        anonymous.get(bring(provider, {**form, "RelayState": state}))
    assert (who(anonymous), provider.refusals.count()) == (None, 0)


def test_the_assertion_for_another_service_is_not_taken(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, administrator: Member
) -> None:
    """The same provider, set up twice: what is for the one opens nothing at the other."""
    other = make_provider(actor=administrator, wish=wish_of(idp, name="Toinen"))
    form = idp.answer(sent(anonymous, provider), "1", {"email": [owner.email]})
    anonymous.get(bring(other, form))
    assert (who(anonymous), Brought.objects.count()) == (None, 0)


def test_a_made_up_refusal_is_not_shown(anonymous: Client, provider: Provider) -> None:
    state = asked_in(sent(anonymous, provider))["state"]
    anonymous.get(f"/accounts/providers/{provider.pk}/answer/", {"state": state, "refused": "made-up"})
    assert (who(anonymous), provider.refusals.count()) == (None, 0)
