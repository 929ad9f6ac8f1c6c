"""Asking a provider who someone is: an AuthnRequest in the address the person is sent to (Bindings 3.4)."""

from __future__ import annotations

import base64
import hashlib
import zlib
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree

from kohtaamo.platform.saml.house import House
from kohtaamo.platform.saml.own import POST, Client, key_of
from kohtaamo.platform.saml.xml import ASSERTION, PROTOCOL
from kohtaamo.platform.time import now

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"


def request_id(state: str) -> str:
    """The request's name, which the answer must give back; whoever sees it cannot tell the state it comes from."""
    return f"_{hashlib.sha256(state.encode()).hexdigest()}"


def address_of(house: House, client: Client, state: str) -> str:
    """Where the person is sent to sign in, signed when we have a key."""
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = squeeze.compress(_request(house, client, state)) + squeeze.flush()
    asked = urlencode({"SAMLRequest": base64.b64encode(packed).decode(), "RelayState": state})
    if (key := key_of(client.pair)) is not None:
        asked += "&" + urlencode({"SigAlg": RSA_SHA256})
        signed = key.sign(asked.encode(), PKCS1v15(), hashes.SHA256())
        asked += "&" + urlencode({"Signature": base64.b64encode(signed).decode()})
    return f"{house.sign_in}{'&' if '?' in house.sign_in else '?'}{asked}"


def _request(house: House, client: Client, state: str) -> bytes:
    root = etree.Element(
        f"{PROTOCOL}AuthnRequest", ID=request_id(state), Version="2.0", Destination=house.sign_in,
        IssueInstant=now().strftime("%Y-%m-%dT%H:%M:%SZ"), ProtocolBinding=POST,
        AssertionConsumerServiceURL=client.back, nsmap={"samlp": PROTOCOL[1:-1], "saml": ASSERTION[1:-1]},
    )  # fmt: skip
    etree.SubElement(root, f"{ASSERTION}Issuer").text = client.entity
    etree.SubElement(root, f"{PROTOCOL}NameIDPolicy", AllowCreate="true")
    document: bytes = etree.tostring(root)
    return document
