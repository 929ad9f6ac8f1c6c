"""Single sign-on by SAML: what the provider tells of itself, and what we tell of us."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from django.core.cache import caches
from django.test import Client
from lxml import etree

from kohtaamo.staff.commands.providers import change_provider, make_provider
from kohtaamo.staff.errors import MetadataMissing, MetadataUnread
from kohtaamo.staff.models import Member, Provider
from tests.web.accounts.asserting import Asserter, asked_in, metadata, weak_certificate
from tests.web.accounts.coming import SIGN_IN, come, sent, who, wish_of

pytestmark = pytest.mark.django_db


@dataclass
class Telling:
    """What stands at an address."""

    url: str
    body: str


@contextmanager
def telling(body: str) -> Iterator[Telling]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(told.body.encode())

        def log_message(self, *said: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Telling(f"http://127.0.0.1:{server.server_port}/metadata", body)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def test_our_request_is_signed_and_our_metadata_tell_with_which_key(
    anonymous: Client, provider: Provider, idp: Asserter
) -> None:

    told = anonymous.get(f"/accounts/providers/{provider.pk}/metadata/")
    root = etree.fromstring(told.content)
    address = sent(anonymous, provider)
    asked, signed = address.partition("?tenant=1&")[2].split("&Signature=")
    certificate = x509.load_der_x509_certificate(base64.b64decode(root.findtext(".//{*}X509Certificate") or ""))
    public: Any = certificate.public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    public.verify(base64.b64decode(parse_qs(f"s={signed}")["s"][0]), asked.encode(), PKCS1v15(), hashes.SHA256())
    consumer = root.find(".//{*}AssertionConsumerService")
    assert consumer is not None
    words = asked_in(address)
    assert (words["entity"], words["back"]) == (root.get("entityID"), consumer.get("Location"))
    assert (told.headers["Content-Type"], "PRIVATE" in told.content.decode() + provider.secret) == (
        "application/samlmetadata+xml", False,
    )  # fmt: skip


METADATA: dict[str, tuple[Callable[[str], str], str]] = {
    "not XML": (lambda entity: "see the portal", "xml"),
    "a document type": (lambda entity: "<!DOCTYPE x>" + metadata(entity), "doctype"),
    "of nobody": (lambda entity: "<EntityDescriptor/>", "IDPSSODescriptor"),
    "no redirect": (lambda entity: metadata(entity, binding="HTTP-POST"), "HTTP-Redirect"),
    "leads inside": (lambda entity: metadata(entity, location="https://10.0.0.7/sso"), "SingleSignOnService"),
    "leads by script": (lambda entity: metadata(entity, location="javascript:alert(1)"), "SingleSignOnService"),
    "not safe on the way": (lambda entity: metadata(entity, location="http://idp.example.org"), "SingleSignOnService"),
    "a short key": (lambda entity: metadata(entity, certificate=weak_certificate()), "KeyDescriptor"),
    "no key": (lambda entity: metadata(entity, certificate="AAAA"), "KeyDescriptor"),
    "over": (lambda entity: metadata(entity, valid=' validUntil="2020-01-01T00:00:00Z"'), "validUntil"),
    "no name": (lambda entity: metadata(""), "entityID"),
}


@pytest.mark.parametrize("wrong", METADATA)
def test_wrong_metadata_are_refused_with_the_reason(idp: Asserter, administrator: Member, wrong: str) -> None:
    made, detail = METADATA[wrong]
    with pytest.raises(MetadataUnread) as problem:
        make_provider(actor=administrator, wish=wish_of(idp, metadata=made(idp.entity)))
    assert problem.value.detail == detail


def test_without_metadata_there_is_no_service(idp: Asserter, administrator: Member) -> None:
    with pytest.raises(MetadataMissing):
        make_provider(actor=administrator, wish=wish_of(idp, metadata=" "))


FILLED = {"name": "Talon tunnus", "vouches": "on"}


def test_an_administrator_adds_a_service_by_saml_and_is_told_what_to_write_there(
    as_administrator: Client, anonymous: Client, idp: Asserter, as_lead: Client
) -> None:
    page = as_administrator.get("/settings/sign-in/new/?kind=saml").content.decode()
    assert ('name="metadata_url"' in page, 'name="issuer"' in page) == (True, False)
    filled = {**FILLED, "metadata": metadata(idp.entity)}
    made = as_administrator.post("/settings/sign-in/new/?kind=saml", filled)
    assert made.status_code == 303
    provider = Provider.objects.get()
    shown = as_administrator.get(made.headers["Location"]).content.decode()
    told = [f"/accounts/providers/{provider.pk}/{rest}/</code>" in shown for rest in ("metadata", "assertion")]
    assert (provider.kind, provider.issuer, told) == ("saml", idp.entity, [True, True])
    assert "Talon tunnus" in anonymous.get(SIGN_IN).content.decode()
    again = as_administrator.get(f"/settings/sign-in/{provider.pk}/edit/").content.decode()
    assert (idp.entity in again, 'name="issuer"' in again) == (True, False)
    assert as_lead.get("/settings/sign-in/new/?kind=saml").status_code == 403


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({}, "Anna palvelun metatietojen osoite"),
    "not metadata": ({"metadata": "<html/>"}, "tasan yksi SAML 2.0 -kirjautumispalvelu"),
    "nobody vouches": ({"metadata": metadata("x"), "vouches": ""}, "kukaan ei pääsisi sisään"),
    "nobody answers": ({"metadata_url": "http://127.0.0.1:9/metadata"}, "ei löytynyt SAML-kirjautumispalvelua"),
    "leads inside": ({"metadata_url": "https://10.0.0.7/metadata"}, "KOHTAAMO_INTERNAL_HOSTS"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_on_the_page_and_what_was_written_stays(as_administrator: Client, wrong: str) -> None:
    fields, sentence = WRONG[wrong]
    answer = as_administrator.post("/settings/sign-in/new/?kind=saml", {**FILLED, **fields})
    page = answer.content.decode()
    assert (answer.status_code, "Talon tunnus" in page) == (422, True)
    assert sentence in page


def test_metadata_at_an_address_are_read_anew_and_another_provider_there_is_not_believed(
    anonymous: Client, idp: Asserter, administrator: Member, owner: Member
) -> None:
    with telling(metadata(idp.entity, keys=("other",))) as told:
        provider = make_provider(actor=administrator, wish=wish_of(idp, metadata="", metadata_url=told.url))
        come(anonymous, provider, idp, email=owner.email)
        assert who(anonymous) is None
        told.body = metadata(idp.entity)
        caches["near"].clear()
        come(anonymous, provider, idp, email=owner.email)
        assert who(anonymous) == owner.pk
        told.body = metadata("https://elsewhere.example")
        caches["near"].clear()
        assert sent(Client(), provider) == SIGN_IN


def test_without_the_key_it_was_sealed_with_a_new_one_is_made_when_the_service_is_saved(
    anonymous: Client, provider: Provider, idp: Asserter, administrator: Member
) -> None:
    Provider.objects.update(secret="sealed with another key")
    told = anonymous.get(f"/accounts/providers/{provider.pk}/metadata/").content.decode()
    assert ("X509Certificate" in told, "Signature=" in sent(anonymous, provider)) == (False, False)
    change_provider(actor=administrator, provider=provider, wish=wish_of(idp))
    told = anonymous.get(f"/accounts/providers/{provider.pk}/metadata/").content.decode()
    assert ("X509Certificate" in told, "Signature=" in sent(anonymous, provider)) == (True, True)
