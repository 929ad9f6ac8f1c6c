"""Walking through a sign-in by SAML as a browser does, and asking what came of it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from kohtaamo.staff.choices import EntryKind
from kohtaamo.staff.commands.providers import ProviderWish
from kohtaamo.staff.models import Provider
from tests.web.accounts.asserting import Asserter, metadata

SIGN_IN = "/accounts/login/"


def wish_of(idp: Asserter, **fields: Any) -> ProviderWish:
    known = {"name": "Talon tunnus", "kind": EntryKind.SAML, "metadata": metadata(idp.entity), "vouches": True}
    empty = {"email_claim": "", "name_claim": ""}
    return ProviderWish(**{**known, **empty, **fields})


def sent(client: Client, provider: Provider, **asked: str) -> str:
    return str(client.get(f"/accounts/providers/{provider.pk}/", asked).headers["Location"])


def bring(provider: Provider, form: dict[str, str]) -> str:
    """The provider's page posts the form: cross-site, so without any cookie of ours. Where it leads."""
    posted = Client(enforce_csrf_checks=True).post(f"/accounts/providers/{provider.pk}/assertion/", form)
    assert (posted.status_code, posted.cookies) == (303, {})
    return str(posted.headers["Location"])


def come(client: Client, provider: Provider, idp: Asserter, subject: str = "1", **claims: Any) -> Any:
    """Signing in at the provider and back; the last answer."""
    told = {name: [value] if isinstance(value, str) else value for name, value in claims.items()}
    return client.get(bring(provider, idp.answer(sent(client, provider), subject, told)))


def who(client: Client) -> int | None:
    number = client.session.get("_auth_user_id")
    return int(number) if number else None


def why() -> str:
    """The last refusal as administrators see it."""
    last = Provider.objects.order_by("pk")[0].refusals.first()
    return f"{last.code} {last.detail}".strip() if last else ""
