"""The services people sign in through by SAML: who they are, who we are to them, what they told of a person.

Apart from ``providers.py`` so that a process where nobody signs in this way never loads the XML libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.urls import reverse

from kohtaamo.platform.entering import NotBelieved
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.saml.answer import EMAIL, LONGEST_SUBJECT, TRANSIENT, Assertion
from kohtaamo.platform.saml.house import House, look_up, read_house
from kohtaamo.platform.saml.own import Client, make_pair
from kohtaamo.platform.storage.seal import unseal
from kohtaamo.staff.choices import EntryKind
from kohtaamo.staff.models import Provider
from kohtaamo.staff.providers import USE, open_provider, sealed
from kohtaamo.staff.told import MOST_GROUPS, Told

_WS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
# What the usual services call them unless told otherwise: Entra and AD FS, LDAP by name and by OID, Google, Okta.
EMAILS = (
    "email", "mail", "emailAddress", "emailaddress", f"{_WS}/emailaddress", "urn:oid:0.9.2342.19200300.100.1.3",
    "urn:oid:1.2.840.113549.1.9.1",
)  # fmt: skip
NAMES = (
    "displayName", "displayname", "http://schemas.microsoft.com/identity/claims/displayname",
    "urn:oid:2.16.840.1.113730.3.1.241", "cn", "urn:oid:2.5.4.3",
)  # fmt: skip
GIVEN = ("givenName", "givenname", "firstName", "first_name", f"{_WS}/givenname", "urn:oid:2.5.4.42")
FAMILY = ("sn", "surname", "lastName", "last_name", f"{_WS}/surname", "urn:oid:2.5.4.4")


def saml_provider(provider_id: int) -> Provider:
    """One that may be signed in through by SAML now. Raises ``NotFound``."""
    found = open_provider(provider_id)
    if found.kind != EntryKind.SAML:
        raise NotFound
    return found


def saml_client(provider: Provider) -> Client:
    """Who we are to this provider."""
    entity, back = (reverse(name, args=[provider.pk]) for name in ("provider_metadata", "provider_assertion"))
    return Client(settings.URL + entity, settings.URL + back, _pair(provider.secret), _pair(provider.decrypting))


def _pair(held: str) -> str:
    return unseal(held, use=USE) or "" if held else ""


def saml_house(provider: Provider) -> House:
    """What the provider tells of itself now. Raises ``ProviderSilent`` or ``NotBelieved``."""
    return house_of(provider.metadata_url, provider.metadata, provider.issuer)


def house_of(url: str, pasted: str, entity: str = "") -> House:
    """The provider at the address, or in what was pasted. Raises ``ProviderSilent`` or ``NotBelieved``."""
    return look_up(url, entity) if url else read_house(pasted.encode(), entity)


def pair_for(held: str) -> str:
    """A sealed key of ours to a provider: the one that is held, or a new one when that does not open."""
    return held if _pair(held) else sealed(make_pair())


def told_by(provider: Provider, assertion: Assertion) -> Told:
    """Who came, as the assertion says. Raises ``NotBelieved`` when it names nobody who stays the same."""
    claims = assertion.claims
    subject = _first(claims, [provider.subject_claim]) if provider.subject_claim else assertion.subject
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise NotBelieved("NameID transient" if assertion.subject_form == TRANSIENT else "NameID")
    by_subject = assertion.subject if assertion.subject_form == EMAIL else ""
    return Told(
        subject=subject,
        email=(_first(claims, [provider.email_claim]) if provider.email_claim else _first(claims, EMAILS) or by_subject)[:254],
        name=_first(claims, [provider.name_claim]) if provider.name_claim else _name(claims),
        groups=claims.get(provider.groups_claim, ())[:MOST_GROUPS] if provider.groups_claim else (),
    )  # fmt: skip


def _name(claims: Mapping[str, Sequence[str]]) -> str:
    return _first(claims, NAMES) or " ".join(filter(None, (_first(claims, GIVEN), _first(claims, FAMILY))))


def _first(claims: Mapping[str, Sequence[str]], names: Iterable[str]) -> str:
    return next((value for name in names for value in claims.get(name, ()) if value), "")
