"""Whose word an assertion is. The XML signature is checked by signxml; only what it says was signed is read on."""

from __future__ import annotations

from typing import Any

from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from kohtaamo.platform.entering import NotBelieved
from kohtaamo.platform.saml.house import House, read_certificate
from kohtaamo.platform.saml.xml import SIGNATURE, Element

# Keys of two halves and no SHA-1.
METHODS = frozenset(
    {
        SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1, SignatureMethod.SHA384_RSA_MGF1, SignatureMethod.SHA512_RSA_MGF1,
        SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
    }
)  # fmt: skip
DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})


def signed_assertion(assertion: Element, house: House) -> Element:
    """The assertion as one of the provider's keys signed it. Raises ``NotBelieved``.

    It is handed over alone, so that its signature can speak of nothing else in the document (signature wrapping).
    """
    return _as_signed(assertion, house, "unsigned")


def signed_answer(root: Element, house: House) -> Element:
    """The whole response as one of the provider's keys signed it. Raises ``NotBelieved``."""
    return _as_signed(root, house, "AES-CBC unsigned")


def _as_signed(element: Element, house: House, otherwise: str) -> Element:
    if element.find(f"{SIGNATURE}Signature") is None:
        raise NotBelieved(otherwise)
    alone = etree.tostring(element, with_tail=False)
    problem = ""
    for certificate in house.certificates:
        try:
            signed = _signed(alone, certificate)
        except (SignXMLException, etree.LxmlError, ValueError, KeyError, TypeError, AttributeError) as failure:
            problem = type(failure).__name__
            continue
        if signed is None or signed.tag != element.tag or signed.get("ID") != element.get("ID"):
            raise NotBelieved("reference")
        return signed
    raise NotBelieved(problem)


def _signed(alone: bytes, certificate: str) -> Element:
    known = read_certificate(certificate)
    # The metadata is what makes the key the provider's, not the years in its certificate (Metadata IOP 2.6.2).
    wanted = SignatureConfiguration(
        location="./", signature_methods=METHODS, digest_algorithms=DIGESTS,
        verification_time=known.not_valid_before_utc,
    )  # fmt: skip
    result: Any = XMLVerifier().verify(alone, x509_cert=known, expect_config=wanted)
    return result.signed_xml
