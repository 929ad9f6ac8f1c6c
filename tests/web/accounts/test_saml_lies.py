"""Single sign-on by SAML: every way of lying that must not open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner

from kohtaamo.staff.models import Brought, Member, Provider
from tests.web.accounts.asserting import Asserter, der, without
from tests.web.accounts.coming import SIGN_IN, come, who, why

pytestmark = pytest.mark.django_db


LIES: dict[str, tuple[dict[str, str], str]] = {
    "another issuer": ({"issuer": "https://elsewhere.example"}, "Issuer"),
    "another sender": ({"response_issuer": "https://elsewhere.example"}, "Issuer"),
    "another audience": ({"audience": "https://elsewhere.example"}, "Audience"),
    "another recipient": ({"recipient": "https://elsewhere.example"}, "Recipient"),
    "a recipient that holds ours": ({"recipient": "https://elsewhere.example/?http://127.0.0.1:8000/"}, "Recipient"),
    "another destination": ({"destination": "https://elsewhere.example"}, "Destination"),
    "an answer to another request": ({"response_answers": "_other"}, "InResponseTo"),
    "an assertion for another request": ({"answers": "_other"}, "InResponseTo"),
    "over": ({"ends": "2020-01-01T00:00:00Z"}, "Conditions time"),
    "not yet": ({"begins": "2999-01-01T00:00:00Z"}, "Conditions time"),
    "a session over": ({"session_ends": "2020-01-01T00:00:00Z"}, "SessionNotOnOrAfter"),
    "no time at all": ({"ends": "soon"}, "Invalid isoformat string: 'soon'"),
    "not a bearer": ({"method": "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"}, "SubjectConfirmation"),
    "nobody": ({"subject": ""}, "NameID"),
    "too long a name": ({"subject": "x" * 256}, "NameID"),
    "another each time": ({"form": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"}, "NameID transient"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_opens_nothing(anonymous: Client, provider: Provider, idp: Asserter, owner: Member, lie: str) -> None:
    idp.lies, detail = LIES[lie]
    answer = come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), answer.headers["Location"]) == (None, SIGN_IN)
    assert why() == f"entry_not_believed {detail}"


LEFT_OUT = {
    "AudienceRestriction": "Audience", "Conditions": "Conditions", "AuthnStatement": "AuthnStatement",
    "Recipient": "Recipient", "InResponseTo": "InResponseTo", "SubjectConfirmation": "SubjectConfirmation",
    "Subject": "SubjectConfirmation",
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_unsaid_opens_nothing(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, name: str
) -> None:
    idp.twists = without(name)
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, f"entry_not_believed {LEFT_OUT[name]}")


def evil(told: str, email: str = "") -> str:
    """The assertion as an attacker would have it: another name, another person."""
    words = re.sub(r"<ds:Signature.*</ds:Signature>", "", told, flags=re.S)
    return re.sub(r'ID="_assertion\d+"', 'ID="_evil"', words).replace(">1</saml:NameID>", ">2</saml:NameID>")


def split(response: str) -> tuple[str, str, str]:
    head, assertion, tail = re.split(r"(<saml:Assertion.*</saml:Assertion>)", response, flags=re.S)
    return head, assertion, tail


def wrapped_beside(response: str) -> str:
    head, true, tail = split(response)
    return f"{head}{evil(true)}{true}{tail}"


def wrapped_in_extension(response: str) -> str:
    head, true, tail = split(response)
    return f"{head}<samlp:Extensions>{true}</samlp:Extensions>{evil(true)}{tail}"


def wrapped_inside(response: str) -> str:
    """The true assertion inside the false one's signature, as an object."""
    head, true, tail = split(response)
    signature = re.search(r"<ds:Signature.*</ds:Signature>", true, flags=re.S)
    assert signature is not None
    bare = true.replace(signature[0], "")
    holding = signature[0].replace("</ds:Signature>", f"<ds:Object>{bare}</ds:Object></ds:Signature>")
    false = evil(true).replace("</saml:Issuer>", f"</saml:Issuer>{holding}", 1)
    return f"{head}{false}{tail}"


def same_name_twice(response: str) -> str:
    head, true, tail = split(response)
    name = re.search(r'ID="(_assertion\d+)"', true)
    assert name is not None
    return f"{head}{evil(true).replace('_evil', name[1])}{true}{tail}"


FORGERIES: dict[str, Callable[[str], str]] = {
    "signature taken away": lambda told: re.sub(r"<ds:Signature.*</ds:Signature>", "", told, flags=re.S),
    "name changed": lambda told: told.replace(">1</saml:NameID>", ">2</saml:NameID>"),
    "comment in the name": lambda told: told.replace(">1</saml:NameID>", "><!-- x -->1</saml:NameID>"),
    "instruction in the name": lambda told: told.replace(">1</saml:NameID>", "><?x y?>1</saml:NameID>"),
    "attribute added": lambda told: told.replace(
        "</saml:AttributeStatement>",
        '<saml:Attribute Name="mail"><saml:AttributeValue>x@y.example</saml:AttributeValue></saml:Attribute>'
        "</saml:AttributeStatement>",
    ),
    "times drawn out": lambda told: re.sub(r'NotOnOrAfter="\d{4}', 'NotOnOrAfter="2999', told),
    "wrapped beside": wrapped_beside,
    "wrapped in an extension": wrapped_in_extension,
    "wrapped inside": wrapped_inside,
    "same name twice": same_name_twice,
    "an entity from outside": lambda told: (
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        + told.replace(">1</saml:NameID>", ">&x;</saml:NameID>")
    ),
    "entities that grow": lambda told: (
        '<!DOCTYPE r [<!ENTITY a "1111111111"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + told
    ),
    "nothing": lambda told: "",
    "not a document": lambda told: "<samlp:Response",
    "another document": lambda told: "<html/>",
    "deep": lambda told: "<a>" * 3000 + "</a>" * 3000,
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_answer_opens_nothing(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, forgery: str
) -> None:
    idp.forges = FORGERIES[forgery]
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why().split()[0], Brought.objects.count()) == (None, "entry_not_believed", 0)


def by_secret() -> Any:

    class ByPublicKey(XMLSigner):
        """The public certificate, which all know, taken for a shared secret."""

        def sign(self, data: Any, **known: Any) -> Any:
            return super().sign(data, key=der("own").encode(), reference_uri=known["reference_uri"])

    return ByPublicKey(
        signature_algorithm=SignatureMethod.HMAC_SHA256, c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"
    )


def by_sha1() -> Any:

    class Old(XMLSigner):
        def check_deprecated_methods(self) -> None:
            return

    return Old(
        signature_algorithm=SignatureMethod.RSA_SHA1, digest_algorithm=DigestAlgorithm.SHA1,
        c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#",
    )  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [{"signs_with": "other"}, {"is_signed": False}, {"signer": by_secret()}, {"signer": by_sha1()}],
    ids=["signed by another, whose certificate it brings", "signed by nobody", "a public key as a secret", "SHA-1"],
)
def test_a_wrong_signature_opens_nothing(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member, fields: dict[str, Any]
) -> None:
    for name, value in fields.items():
        setattr(idp, name, value)
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why().split()[0]) == (None, "entry_not_believed")


def test_an_assertion_in_a_signed_answer_is_still_refused_by_name(
    anonymous: Client, provider: Provider, idp: Asserter, owner: Member
) -> None:
    idp.is_signed, idp.forges = False, idp.signed
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "entry_not_believed unsigned")


def test_a_person_who_turned_back_is_told_so(anonymous: Client, provider: Provider, idp: Asserter) -> None:
    idp.lies = {"status": "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"}
    come(anonymous, provider, idp)
    assert why() == "entry_failed AuthnFailed"
