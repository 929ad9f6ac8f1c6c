"""The answer of a provider: SAML V2.0 Profiles 4.1.4.3, every check made, and all of it read from what is signed."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kohtaamo.platform.entering import EntryFailed, NotBelieved
from kohtaamo.platform.saml.encryption import decrypted, needs_signed_answer
from kohtaamo.platform.saml.house import House
from kohtaamo.platform.saml.own import Client
from kohtaamo.platform.saml.signature import signed_answer, signed_assertion
from kohtaamo.platform.saml.xml import ASSERTION, PROTOCOL, Element, moment, read_xml, words
from kohtaamo.platform.time import now

MOST = 512 * 1024  # characters of an answer
LEEWAY = timedelta(seconds=60)  # by which clocks may differ
LONGEST_SUBJECT = 255
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
_CONDITIONS = {f"{ASSERTION}{name}" for name in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")}


@dataclass(frozen=True)
class Expected:
    """Whom the answer must be for, and the name of the request it must answer."""

    client: Client
    request: str


@dataclass(frozen=True)
class Assertion:
    """What a provider said of one person. ``until``: after that moment it opens nothing anyway."""

    name: str
    until: datetime
    subject: str
    subject_form: str = ""
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_answer(encoded: str, house: House, expected: Expected) -> Assertion:
    """The assertion in a ``SAMLResponse``. Raises ``EntryFailed`` for a refusal, ``NotBelieved`` unless all holds."""
    try:
        root = read_xml(_decoded(encoded))
        signed = signed_assertion(_only_assertion(root, house, expected), house)
        return _believed(signed, house, expected)
    except ValueError as problem:
        raise NotBelieved(str(problem)[:60]) from problem


def _decoded(encoded: str) -> bytes:
    if len(encoded) > MOST:
        raise ValueError("size")
    return base64.b64decode("".join(encoded.split()), validate=True)


def _only_assertion(root: Element, house: House, expected: Expected) -> Element:
    """The one assertion, a child of the response; a second one anywhere could be the one that was not signed."""
    if root.tag != f"{PROTOCOL}Response" or root.get("Version") != "2.0":
        raise NotBelieved("Response")
    _must_succeed(root)
    if root.get("Destination", expected.client.back) != expected.client.back:
        raise NotBelieved("Destination")
    if root.get("InResponseTo") != expected.request:
        raise NotBelieved("InResponseTo")
    issuer = root.find(f"{ASSERTION}Issuer")
    if issuer is not None and words(issuer) != house.entity:
        raise NotBelieved("Issuer")
    if root.find(f"{ASSERTION}EncryptedAssertion") is None:
        return _only_one(root, "Assertion")
    encrypted = _only_one(root, "EncryptedAssertion")
    if needs_signed_answer(encrypted):
        encrypted = _only_one(signed_answer(root, house), "EncryptedAssertion")
    return _only_one(decrypted(encrypted, expected.client), "Assertion")


def _only_one(around: Element, name: str) -> Element:
    """The child of that name; nowhere inside may be another assertion, open or encrypted."""
    every = list(around.iter("{*}Assertion", "{*}EncryptedAssertion"))
    if len(every) != 1 or every[0].tag != f"{ASSERTION}{name}" or every[0].getparent() is not around:
        raise NotBelieved("Assertion")
    return every[0]


def _must_succeed(root: Element) -> None:
    codes = [each.get("Value", "") for each in root.iterfind(f"{PROTOCOL}Status//{PROTOCOL}StatusCode")]
    if not codes:
        raise NotBelieved("Status")
    if codes[0] != SUCCESS:
        raise EntryFailed(codes[-1].rpartition(":")[2][:60])


def _believed(signed: Element, house: House, expected: Expected) -> Assertion:
    if signed.get("Version") != "2.0" or words(signed.find(f"{ASSERTION}Issuer")) != house.entity:
        raise NotBelieved("Issuer")
    _must_hold(signed, expected.client.entity)
    until = _confirmed(signed, expected)
    subject = signed.find(f"{ASSERTION}Subject/{ASSERTION}NameID")
    form = "" if subject is None else subject.get("Format", "")
    return Assertion(
        name=signed.get("ID"), until=until, claims=_claims(signed), subject_form=form,
        subject="" if form == TRANSIENT else words(subject),
    )  # fmt: skip


def _must_hold(signed: Element, entity: str) -> None:
    """The conditions (Core 2.5.1): now, and for us. One we do not know makes the assertion unusable."""
    every = signed.findall(f"{ASSERTION}Conditions")
    if len(every) != 1 or any(each.tag not in _CONDITIONS for each in every[0]):
        raise NotBelieved("Conditions")
    _must_be_now(every[0], "Conditions")
    audiences = every[0].findall(f"{ASSERTION}AudienceRestriction")
    if not audiences or any(entity not in map(words, each.iterfind(f"{ASSERTION}Audience")) for each in audiences):
        raise NotBelieved("Audience")
    statements = signed.findall(f"{ASSERTION}AuthnStatement")
    if not statements:
        raise NotBelieved("AuthnStatement")
    ends = [moment(each.get("SessionNotOnOrAfter")) for each in statements]
    if any(end is not None and end + LEEWAY <= now() for end in ends):
        raise NotBelieved("SessionNotOnOrAfter")


def _must_be_now(element: Element, what: str) -> None:
    begins, ends = moment(element.get("NotBefore")), moment(element.get("NotOnOrAfter"))
    if (begins is not None and begins - LEEWAY > now()) or (ends is not None and ends + LEEWAY <= now()):
        raise NotBelieved(f"{what} time")


def _confirmed(signed: Element, expected: Expected) -> datetime:
    """Until when whoever bears it is the subject. One confirmation must fit whole; else the last misfit is told."""
    misfit = "SubjectConfirmation"
    for each in signed.iterfind(f"{ASSERTION}Subject/{ASSERTION}SubjectConfirmation"):
        told = each.find(f"{ASSERTION}SubjectConfirmationData")
        if each.get("Method") != BEARER or told is None:
            continue
        until = moment(told.get("NotOnOrAfter"))
        begins = moment(told.get("NotBefore"))
        if told.get("Recipient") != expected.client.back:
            misfit = "Recipient"
        elif told.get("InResponseTo") != expected.request:
            misfit = "InResponseTo"
        elif until is None or until + LEEWAY <= now() or (begins is not None and begins - LEEWAY > now()):
            misfit = "SubjectConfirmation time"
        else:
            return until + LEEWAY
    raise NotBelieved(misfit)


def _claims(signed: Element) -> dict[str, tuple[str, ...]]:
    """The attributes by name, and by friendly name where no attribute has that as its name."""
    told: dict[str, tuple[str, ...]] = {}
    friendly: dict[str, tuple[str, ...]] = {}
    for each in signed.iterfind(f"{ASSERTION}AttributeStatement/{ASSERTION}Attribute"):
        values = tuple(words(value) for value in each.iterfind(f"{ASSERTION}AttributeValue"))
        told[each.get("Name", "")] = told.get(each.get("Name", ""), ()) + values
        friendly.setdefault(each.get("FriendlyName", ""), values)
    return {name: values for name, values in {**friendly, **told}.items() if name}
