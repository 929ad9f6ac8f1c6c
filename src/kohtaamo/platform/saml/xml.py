"""XML from outside: one reading of it alone, without entities, document types or anything fetched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lxml import etree

ASSERTION = "{urn:oasis:names:tc:SAML:2.0:assertion}"
PROTOCOL = "{urn:oasis:names:tc:SAML:2.0:protocol}"
METADATA = "{urn:oasis:names:tc:SAML:2.0:metadata}"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"
ENCRYPTION = "{http://www.w3.org/2001/04/xmlenc#}"
ENCRYPTION_11 = "{http://www.w3.org/2009/xmlenc11#}"
Element = Any  # lxml tells no types


def read_xml(told: bytes, *, drops_remarks: bool = False) -> Element:
    """The root of a document in UTF-8. Raises ``ValueError``.

    A comment or an instruction inside is refused unless it is dropped: it would part a text in two, and what is signed
    leaves it out (CVE-2017-11427).
    """
    text = told.decode("utf-8-sig")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("doctype")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=drops_remarks, remove_pis=drops_remarks,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError("xml") from problem
    if any(not isinstance(each.tag, str) for each in root.iter()):
        raise ValueError("remark")
    return root


def words(element: Element | None) -> str:
    """All the text in an element, without the space around it; empty when there is no element."""
    return "" if element is None else "".join(element.itertext()).strip()


def moment(told: str | None) -> datetime | None:
    """An ``xs:dateTime``; without a zone it is UTC (SAML Core 1.3.3). Raises ``ValueError``."""
    if told is None:
        return None
    read = datetime.fromisoformat(told.strip())
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read
