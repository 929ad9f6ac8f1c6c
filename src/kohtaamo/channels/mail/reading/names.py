"""Names of attachments: safe to show and to save, invented when the sender gave none."""

from __future__ import annotations

import mimetypes
import re

MAX_NAME = 150
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_PATH = re.compile(r"[/\\]")
_INVENTED = {
    "text/plain": "text.txt",
    "text/html": "text.html",
    "text/enriched": "text.txt",
    "text/richtext": "text.txt",
    "text/calendar": "invite.ics",
    "text/rfc822-headers": "headers.txt",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "disposition-notification.txt",
    "message/feedback-report": "feedback-report.txt",
    "message/global": "message.eml",
    "message/rfc822": "message.eml",
    "message/partial": "partial.eml",
    "message/external-body": "external-body.txt",
    "application/pgp-signature": "signature.asc",
    "application/pgp-encrypted": "version.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "application/octet-stream": "file.bin",
    "image/jpeg": "image.jpg",
    "image/jpg": "image.jpg",
}


def safe_name(name: str) -> str:
    """The last element of a name that may be a path, without control or direction characters, at most 150 long."""
    name = _PATH.split(_UNSAFE.sub("", _SPACE.sub(" ", name)).rstrip("/\\ "))[-1].strip(" \"'")
    if not name.strip(". "):
        return ""
    return name if len(name) <= MAX_NAME else _shortened(name)


def _shortened(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > 20:
        return name[:MAX_NAME]
    return f"{stem[: MAX_NAME - len(extension) - 1]}.{extension}"


def invented_name(kind: str) -> str:
    """A name for a nameless attachment of a type: ``file.pdf``, ``image.png``."""
    if kind in _INVENTED:
        return _INVENTED[kind]
    stem = kind.partition("/")[0]
    return (stem if stem in {"image", "audio", "video"} else "file") + (mimetypes.guess_extension(kind) or ".bin")


def message_name(subject: str) -> str:
    """The name of a mail kept as a file, after its subject."""
    stem = safe_name(_PATH.sub("-", subject))
    return _shortened(f"{stem}.eml") if stem else "message.eml"


def type_by_name(kind: str, name: str) -> str:
    """The type as given, or guessed from the name when it says nothing."""
    if kind != "application/octet-stream":
        return kind
    return mimetypes.guess_type(name, strict=False)[0] or kind
