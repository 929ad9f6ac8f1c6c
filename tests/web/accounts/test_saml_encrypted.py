"""Single sign-on by SAML with the assertion encrypted to us: opened in the ways that hold, and then judged as any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.platform.entering import NotBelieved
from kohtaamo.platform.saml.encryption import decrypted
from kohtaamo.platform.saml.own import Client as Us
from kohtaamo.platform.saml.own import make_pair
from kohtaamo.platform.saml.xml import read_xml, words
from kohtaamo.staff.commands.providers import change_provider, end_provider, make_provider
from kohtaamo.staff.models import Brought, Member, Provider
from kohtaamo.staff.saml import saml_client
from tests.web.accounts.asserting import SAML, Asserter, asked_in, certificate, metadata
from tests.web.accounts.coming import SIGN_IN, bring, come, sent, who, why, wish_of
from tests.web.accounts.encrypting import ENC, WHOLE, Encrypter, changed

pytestmark = pytest.mark.django_db
UNREAD = "entry_not_believed EncryptedAssertion"


@pytest.fixture
def provider(idp: Asserter, administrator: Member) -> Provider:
    return make_provider(actor=administrator, wish=wish_of(idp, encrypts=True))


@pytest.fixture
def encrypts(provider: Provider) -> Encrypter:
    return Encrypter(key=public(saml_client(provider).lock))


def public(pem: str) -> Any:
    return x509.load_pem_x509_certificate(pem.encode()).public_key()


WAYS: dict[str, dict[str, Any]] = {
    "AES-256-GCM, OAEP of SHA-256": {},
    "AES-192-GCM": {"way": "aes192-gcm"},
    "AES-128-GCM": {"way": "aes128-gcm"},
    "OAEP-MGF1P, nothing said": {"transport": "rsa-oaep-mgf1p", "digest": ""},
    "OAEP-MGF1P of SHA-256": {"transport": "rsa-oaep-mgf1p"},
    "OAEP 1.1, nothing said": {"digest": "", "mask": ""},
    "OAEP of SHA-1, mask of SHA-256": {"digest": "sha1"},
    "OAEP of SHA-384": {"digest": "sha384", "mask": "sha384"},
    "OAEP of SHA-512": {"digest": "sha512", "mask": "sha512"},
    "OAEP with a label": {"label": b"for you"},
    "the key beside the data": {"is_key_beside": True},
}


@pytest.mark.parametrize("way", WAYS)
def test_an_encrypted_assertion_opens_as_one_that_is_not(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, way: str
) -> None:
    for name, value in WAYS[way].items():
        setattr(encrypts, name, value)
    idp.forges = encrypts
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (owner.pk, "")


@pytest.mark.parametrize("bits", ["128", "192", "256"])
def test_blocks_in_a_chain_open_only_in_a_signed_answer(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, bits: str
) -> None:
    encrypts.way, encrypts.transport = f"aes{bits}-cbc", "rsa-oaep-mgf1p"
    idp.forges = encrypts
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "entry_not_believed AES-CBC unsigned")
    idp.forges = lambda told: idp.signed(encrypts(told))
    come(anonymous, provider, idp, email=owner.email)
    assert who(anonymous) == owner.pk


def signed_by_another(told: str) -> str:
    return Asserter(signs_with="other").signed(told)


def changed_after(told: str) -> str:
    """Signed, and the encrypted text changed at its end."""
    signed = Asserter().signed(told)
    return re.sub(r"(.)(.{4})(\s*</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>)", r"A\2\3", signed)


def signed_inside_another(told: str) -> str:
    """A true signed answer with nothing to open, wrapped in one of the attacker's."""
    true = Asserter().signed(WHOLE.sub("", re.sub(r"<saml:Encrypted.*</saml:EncryptedAssertion>", "", told)))
    return told.replace("<samlp:Status>", f"<samlp:Extensions>{true}</samlp:Extensions><samlp:Status>")


@pytest.mark.parametrize("forged", [signed_by_another, changed_after, signed_inside_another])
def test_a_chain_in_an_answer_whose_signature_does_not_hold_is_not_even_tried(
    anonymous: Client,
    provider: Provider,
    idp: Asserter,
    encrypts: Encrypter,
    owner: Member,
    forged: Callable[[str], str],
) -> None:
    encrypts.way = "aes256-cbc"
    idp.forges = lambda told: forged(encrypts(told))
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why().startswith("entry_not_believed"), why() == UNREAD) == (None, True, False)


def test_an_authenticated_text_called_a_chain_is_not_tried(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member
) -> None:
    idp.forges = lambda told: encrypts(told).replace("http://www.w3.org/2009/xmlenc11#aes256-gcm", f"{ENC}aes256-cbc")
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "entry_not_believed AES-CBC unsigned")


UNSPOKEN: dict[str, Callable[[Encrypter, str], str]] = {
    "RSA 1.5": lambda encrypts, told: _with(encrypts, transport="rsa-1_5")(told),
    "3DES": lambda encrypts, told: encrypts(told).replace("http://www.w3.org/2009/xmlenc11#aes256-gcm", f"{ENC}tripledes-cbc"),
    "an unknown digest": lambda encrypts, told: encrypts(told).replace(f"{ENC}sha256", f"{ENC}md5"),
    "an unknown mask": lambda encrypts, told: encrypts(told).replace("mgf1sha256", "mgf1md5"),
}  # fmt: skip


def _with(encrypts: Encrypter, **fields: Any) -> Encrypter:
    return Encrypter(**{**vars(encrypts), **fields})


@pytest.mark.parametrize("unspoken", UNSPOKEN)
def test_a_way_that_is_not_spoken_is_refused_by_name(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, unspoken: str
) -> None:
    idp.forges = lambda told: UNSPOKEN[unspoken](encrypts, told)
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "entry_not_believed EncryptionMethod")


def holding(text: Callable[[str], str]) -> Callable[[Encrypter, str], str]:
    """The answer with the text, made from the true assertion, encrypted in its place."""
    return lambda encrypts, told: WHOLE.sub(lambda found: encrypts.encrypted(text(found[0]).encode()), told)


CLOSED: dict[str, Callable[[Encrypter, str], str]] = {
    "to another": lambda encrypts, told: _with(encrypts, key=certificate("other").public_key())(told),
    "for another": lambda encrypts, told: _with(encrypts, recipient="https://elsewhere.example")(told),
    "text changed": lambda encrypts, told: _with(encrypts, changes={"data": changed})(told),
    "key changed": lambda encrypts, told: _with(encrypts, changes={"key": changed})(told),
    "text cut": lambda encrypts, told: _with(encrypts, changes={"data": lambda text: text[:11]})(told),
    "key cut": lambda encrypts, told: _with(encrypts, changes={"key": lambda text: text[:-1]})(told),
    "nothing there": lambda encrypts, told: WHOLE.sub("<saml:EncryptedAssertion/>", told),
    "no key": lambda encrypts, told: re.sub(r"<ds:KeyInfo.*?</ds:KeyInfo>", "", encrypts(told), flags=re.S),
    "a key of another length": lambda encrypts, told: encrypts(told).replace("aes256-gcm", "aes128-gcm"),
    "not base64": lambda encrypts, told: encrypts(told).replace("<xenc:CipherValue>", "<xenc:CipherValue>*"),
    "elsewhere": lambda encrypts, told: re.sub(
        r"<xenc:CipherValue>.*?</xenc:CipherValue>", '<xenc:CipherReference URI="http://127.0.0.1:9/"/>', encrypts(told), flags=re.S
    ),
    "cut inside": holding(lambda told: told[:-1]),
    "a comment inside": holding(lambda told: told.replace(">1</saml:NameID>", "><!-- x -->1</saml:NameID>")),
    "a document type inside": holding(lambda told: f"<!DOCTYPE r>{told}"),
    "out of its place": holding(lambda told: f"<a/></within><within>{told}"),
}  # fmt: skip


@pytest.mark.parametrize("closed", CLOSED)
def test_whatever_does_not_open_is_refused_alike(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, closed: str
) -> None:
    idp.forges = lambda told: CLOSED[closed](encrypts, told)
    answer = come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), answer.headers["Location"], why(), Brought.objects.count()) == (None, SIGN_IN, UNREAD, 0)


def test_a_service_that_is_told_no_key_is_refused_in_the_same_words(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, administrator: Member
) -> None:
    change_provider(actor=administrator, provider=provider, wish=wish_of(idp))
    idp.forges = encrypts
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, UNREAD)


TWO: dict[str, Callable[[Encrypter, str], str]] = {
    "two encrypted": lambda encrypts, told: encrypts(WHOLE.sub(lambda found: found[0], told)).replace(
        "</samlp:Response>", f"{encrypts.encrypted(b'<a/>')}</samlp:Response>"
    ),
    "one open beside": lambda encrypts, told: WHOLE.sub(
        lambda found: encrypts.encrypted(found[0].encode()) + found[0], told
    ),
    "one in an extension": lambda encrypts, told: encrypts(told).replace(
        "<samlp:Status>", f'<samlp:Extensions><saml:Assertion xmlns:saml="{SAML}"/></samlp:Extensions><samlp:Status>'
    ),
    "two inside": holding(lambda told: told + told),
    "words inside": holding(lambda told: "noora"),
    "none inside": holding(lambda told: "<a/>"),
    "one deeper inside": holding(lambda told: f"<a>{told}</a>"),
    "one encrypted inside": holding(lambda told: "<saml:EncryptedAssertion/>"),
    "of another language": lambda encrypts, told: encrypts(told).replace(
        "<saml:EncryptedAssertion>", '<saml:EncryptedAssertion xmlns:saml="urn:other">'
    ),
}  # fmt: skip


@pytest.mark.parametrize("two", TWO)
def test_there_is_one_assertion_or_none_is_believed(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, two: str
) -> None:
    idp.forges = lambda told: TWO[two](encrypts, told)
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "entry_not_believed Assertion")


INSIDE: dict[str, tuple[dict[str, Any], str]] = {
    "unsigned": ({"is_signed": False}, "unsigned"),
    "another audience": ({"lies": {"audience": "https://elsewhere.example"}}, "Audience"),
    "another recipient": ({"lies": {"recipient": "https://elsewhere.example"}}, "Recipient"),
    "another request": ({"lies": {"answers": "_other"}}, "InResponseTo"),
    "another issuer": ({"lies": {"issuer": "https://elsewhere.example"}}, "Issuer"),
    "over": ({"lies": {"ends": "2020-01-01T00:00:00Z"}}, "Conditions time"),
    "another destination": ({"lies": {"destination": "https://elsewhere.example"}}, "Destination"),
}


@pytest.mark.parametrize("lie", INSIDE)
def test_what_was_encrypted_is_judged_as_any_other(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member, lie: str
) -> None:
    fields, detail = INSIDE[lie]
    for name, value in fields.items():
        setattr(idp, name, value)
    idp.forges = encrypts
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, f"entry_not_believed {detail}")


def test_an_unsigned_assertion_is_not_believed_for_the_signature_on_the_answer_that_encrypts_it(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member
) -> None:
    idp.is_signed, idp.forges = False, lambda told: idp.signed(encrypts(told))
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why()) == (None, "entry_not_believed unsigned")


def test_signed_by_another_and_encrypted_to_us_opens_nothing(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member
) -> None:
    idp.signs_with, idp.forges = "other", encrypts
    come(anonymous, provider, idp, email=owner.email)
    assert (who(anonymous), why().split()[0]) == (None, "entry_not_believed")


def test_an_assertion_encrypted_anew_is_still_the_same_assertion(
    anonymous: Client, provider: Provider, idp: Asserter, encrypts: Encrypter, owner: Member
) -> None:
    address = sent(anonymous, provider)
    plain = idp.response(asked_in(address), "1", {"email": [owner.email]})
    led = []
    for _ in range(2):
        idp.forges = lambda told: encrypts(plain)
        led.append(bring(provider, idp.answer(address)))
    anonymous.get(led[1])
    assert (who(anonymous), why(), Brought.objects.count()) == (None, "entry_not_believed replay", 1)


def test_a_prefix_declared_around_the_encrypted_text_is_known_inside_it(
    encrypts: Encrypter, provider: Provider
) -> None:
    told = f'<r xmlns="urn:d" xmlns:x="urn:x" xmlns:saml="{SAML}">{encrypts.encrypted(b"<x:a>noora</x:a><b/>")}</r>'
    opened = decrypted(read_xml(told.encode())[0], saml_client(provider))
    assert [each.tag for each in opened] == ["{urn:x}a", "{urn:d}b"]


PAIR = make_pair()
US = Us("https://us.example", "https://us.example/back", decrypting=PAIR)
TO_US = Encrypter(key=public(US.lock))


def _refused_or_read(told: str) -> str:
    try:
        return words(decrypted(read_xml(told.encode())[0], US))
    except NotBelieved as problem:
        return problem.detail


@given(text=st.binary(max_size=80))
def test_any_bytes_encrypted_to_us_are_a_text_or_refused(text: bytes) -> None:
    _refused_or_read(f'<r xmlns:saml="{SAML}">{TO_US.encrypted(text)}</r>')


@given(way=st.sampled_from(["aes256-gcm", "aes128-cbc"]), data=st.binary(max_size=80), key=st.binary(max_size=300))
def test_any_bytes_in_place_of_what_is_encrypted_are_refused_alike(way: str, data: bytes, key: bytes) -> None:
    forged = _with(TO_US, way=way, changes={"data": lambda text: data, "key": lambda text: key})
    assert _refused_or_read(f'<r xmlns:saml="{SAML}">{forged.encrypted(b"")}</r>') == "EncryptedAssertion"


@given(st.data())
def test_an_encrypted_text_with_a_part_taken_out_is_refused(drawn: st.DataObject) -> None:
    """Only our own two refusals ever come of it, whichever element is missing."""
    root = read_xml(f'<r xmlns:saml="{SAML}">{_with(TO_US, label=b"x").encrypted(b"<a/>")}</r>'.encode())
    gone = drawn.draw(st.sampled_from(list(root[0].iterdescendants())))
    gone.getparent().remove(gone)
    with pytest.raises(NotBelieved) as problem:
        decrypted(root[0], US)
    assert problem.value.detail in ("EncryptedAssertion", "EncryptionMethod")


@pytest.mark.parametrize("way", ["gcm", "cbc"])
def test_what_another_library_encrypted_is_opened(way: str) -> None:
    """By xmlsec, to a key made for this test."""
    beside = Path(__file__).parent
    root = read_xml((beside / f"encrypted_by_xmlsec_{way}.xml").read_bytes().strip())
    us = Us("https://us.example", "", decrypting=(beside / "encrypted_by_xmlsec.pem").read_text())
    assert words(decrypted(root.find("{*}EncryptedAssertion"), us).find(".//{*}NameID")) == "noora"


def test_our_metadata_tell_the_key_to_encrypt_to_and_not_the_one_that_signs(
    anonymous: Client, provider: Provider, idp: Asserter, administrator: Member
) -> None:
    def keys() -> dict[str, str]:
        root = read_xml(anonymous.get(f"/accounts/providers/{provider.pk}/metadata/").content)
        return {each.get("use"): words(each.find(".//{*}X509Certificate")) for each in root.iter("{*}KeyDescriptor")}

    first = keys()
    assert (list(first), len(set(first.values()))) == (["signing", "encryption"], 2)
    change_provider(actor=administrator, provider=provider, wish=wish_of(idp, encrypts=True))
    assert keys() == first
    change_provider(actor=administrator, provider=provider, wish=wish_of(idp))
    assert keys() == {"signing": first["signing"]}


def test_the_private_key_is_sealed_and_forgotten_with_the_service(provider: Provider, administrator: Member) -> None:
    assert ("PRIVATE" in provider.decrypting, "PRIVATE" in saml_client(provider).decrypting) == (False, True)
    end_provider(actor=administrator, provider=provider)
    provider.refresh_from_db()
    assert provider.decrypting == ""


def test_an_administrator_ticks_that_it_encrypts_and_gets_the_certificate(
    as_administrator: Client, idp: Asserter, administrator: Member
) -> None:
    filled = {"name": "Talon tunnus", "vouches": "on", "metadata": metadata(idp.entity)}
    made = as_administrator.post("/settings/sign-in/new/?kind=saml", filled).headers["Location"]
    plain = as_administrator.get(made).content.decode()
    as_administrator.post(f"{made}edit/", {**filled, "encrypts": "on"})
    shown = as_administrator.get(made).content.decode()
    form = as_administrator.get(f"{made}edit/").content.decode()
    assert ["BEGIN CERTIFICATE" in page for page in (plain, shown)] == [False, True]
    assert ("PRIVATE KEY" in shown, re.search(r'name="encrypts"[^>]* checked', form) is not None) == (False, True)
