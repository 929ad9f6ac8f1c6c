"""DMARC: what the domain in From says of mail in its name (RFC 7489), found by walking up the name.

The walk replaces the list of public suffixes, as in its successor (draft-ietf-dmarc-dmarcbis, section 4.10).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kohtaamo.channels.mail.authentication.names import Names

MOST_LABELS = 7
_VERSION = re.compile(rb"\s*v\s*=\s*DMARC1\s*(?:;|\Z)", re.IGNORECASE)


@dataclass(frozen=True)
class Policy:
    """The domain's word: ``house`` is the highest domain that speaks for it; strict alignment asks for the very same
    domain."""

    house: str
    strict_dkim: bool = False
    strict_spf: bool = False


def find_policy(domain: str, names: Names, ends: float) -> Policy | None:
    """The word of a domain, or of the house it belongs to; None where nobody speaks. Raises ``Silent``."""
    own: dict[str, str] | None = None
    house = ""
    for name in _walk(domain):
        tags = _tags(names.texts(f"_dmarc.{name}", ends))
        if tags is None or (_is_shared(name, tags) and name != domain):
            continue
        own = tags if own is None else own
        house = name
        if tags.get("psd") == "n":
            break
    if own is None:
        return None
    return Policy(house, own.get("adkim") == "s", own.get("aspf") == "s")


def is_aligned(domain: str, written: str, house: str, *, strict: bool) -> bool:
    """Whether a domain that was proven stands for the one in From: the same, or one of the same house."""
    if domain == written or strict:
        return domain == written
    return domain == house or domain.endswith(f".{house}")


def _is_shared(name: str, tags: dict[str, str]) -> bool:
    """Whether the name is a registry's, under which houses of many owners stand."""
    return tags.get("psd") == "y" or "." not in name


def _walk(domain: str) -> list[str]:
    labels = domain.split(".")
    shorter = labels[1:] if len(labels) <= MOST_LABELS else labels[-MOST_LABELS:]
    return [domain, *(".".join(shorter[at:]) for at in range(len(shorter)))]


def _tags(texts: list[bytes]) -> dict[str, str] | None:
    """The one record there is; several are as good as none."""
    found = [text for text in texts if _VERSION.match(text)]
    if len(found) != 1:
        return None
    parts = (part.partition("=") for part in found[0].decode("ascii", "replace").lower().split(";"))
    return {name.strip(): value.strip() for name, _equals, value in parts if name.strip()}
