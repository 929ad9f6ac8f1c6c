"""Parts that hold a mail of their own making: winmail.dat, S/MIME, invitations, messages in pieces."""

from __future__ import annotations

from dataclasses import dataclass

from .invites import invite_text
from .leaf import Leaf
from .letter import Attachment
from .plain import strip_enriched, strip_richtext
from .sealed import open_cms
from .tnef import Winmail, read_winmail

_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_CMS = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
_REPORTS = {"text/rfc822-headers", "text/rfc822-header"}


@dataclass(frozen=True)
class Sealed:
    """An S/MIME message: ``kind`` signed or encrypted, and the MIME entity inside a signed one."""

    kind: str
    entity: bytes | None = None


def opened_winmail(leaf: Leaf) -> Winmail | None:
    """What a winmail.dat holds; nothing when the part is none, or cannot be read."""
    if leaf.type not in _TNEF and leaf.name.lower() != "winmail.dat":
        return None
    return read_winmail(leaf.content)


def opened_seal(leaf: Leaf) -> Sealed | None:
    """What an S/MIME message holds; nothing when the part is none, or is a signed file and not the mail itself."""
    if leaf.type not in _CMS or leaf.name.lower() not in {"", "smime.p7m"}:
        return None
    kind, entity = open_cms(leaf.content)
    if kind:
        return Sealed(kind, entity)
    declared = leaf.declared.get("smime-type").lower()
    kinds = {"signed-data": "signed", "enveloped-data": "encrypted", "authenveloped-data": "encrypted"}
    return Sealed(kinds[declared]) if declared in kinds else None


def text_in_need(leaf: Leaf) -> str:
    """The text to show for a part that is no body, in a mail that has no other text."""
    kind = leaf.type
    if kind == "text/calendar":
        return invite_text(leaf.text)
    if kind == "message/partial":
        number, total = leaf.declared.get("number"), leaf.declared.get("total")
        return f"[message/partial {number}/{total or '?'} {leaf.declared.get('id')}]"
    if kind == "message/external-body":
        told = ", ".join(f"{name}={value}" for name, value in leaf.declared.params.items())
        return f"[message/external-body {told}]"
    if not kind.startswith("text/") or kind in _REPORTS or leaf.is_attached or leaf.name:
        return ""
    strip = {"text/enriched": strip_enriched, "text/richtext": strip_richtext}.get(kind)
    return strip(leaf.text) if strip else leaf.text


def winmail_files(winmail: Winmail) -> list[Attachment]:
    """The files of a winmail.dat."""
    return [Attachment(file.name, file.type, file.content, False, file.content_id) for file in winmail.files]
