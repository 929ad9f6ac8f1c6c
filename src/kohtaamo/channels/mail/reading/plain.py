"""Plain text as written: newlines, format=flowed, enriched text, PGP armour, the texts that only say "see the HTML"."""

from __future__ import annotations

import re

_NEWLINES = re.compile(r"\r+\n|\r")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ENRICHED_PARAM = re.compile(r"<param>.*?(?:</param>|\Z)", re.IGNORECASE | re.DOTALL)
_ENRICHED_TAG = re.compile(r"</?[A-Za-z0-9-]{1,60}>")
_SIGNED = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: [^\n]*\n)*\n(.*?)\n?"
    r"^-----BEGIN PGP SIGNATURE-----\n.*?^-----END PGP SIGNATURE-----[ \t]*\n?",
    re.MULTILINE | re.DOTALL,
)
_ENCRYPTED = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*$", re.MULTILINE)
_DASHED = re.compile(r"^- ", re.MULTILINE)
_STUB = re.compile(
    r"html[- ](?:format|enabled|capable|compatible|e?-?mail|message|version|viewer|support)"
    r"|(?:support|display|view|read)\w* (?:\w+ ){0,4}html"
    r"|(?:view|read|see) (?:\w+ ){0,4}(?:in|with) (?:your|a|the) (?:web ?)?browser"
    r"|html-(?:muot|viest|sähköpost|versio)|html-(?:format|meddeland|version|brev)",
    re.IGNORECASE,
)
_STUB_LENGTH = 300
_MAX_SIGNED = 20


def tidy(text: str) -> str:
    r"""Newlines as ``\n``; no NUL, no lone surrogate, no leading byte order mark."""
    if "\r" in text:
        text = _NEWLINES.sub("\n", text)
    if "\0" in text:
        text = text.replace("\0", "")
    text = text.removeprefix("\ufeff")
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def unflow(text: str, *, delsp: bool = False) -> str:
    """Paragraphs of a format=flowed text put together again (RFC 3676, 4)."""
    paragraphs: list[list[str]] = []
    depth_before, flowing = -1, False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        joins = content.endswith(" ") and content != "-- "
        kept = content[:-1] if joins and delsp else content
        if flowing and depth == depth_before and content != "-- ":
            paragraphs[-1].append(kept)
        else:
            paragraphs.append([">" * depth + (" " if depth and content else ""), kept])
        depth_before, flowing = depth, joins
    return "\n".join(map("".join, paragraphs))


def strip_enriched(text: str) -> str:
    """The text of text/enriched (RFC 1896): one newline is a space, more are one fewer; ``<<`` is ``<``."""
    text = _ENRICHED_PARAM.sub("", text).replace("<<", "\0")
    text = _ENRICHED_TAG.sub("", text).replace("\0", "<")
    return re.sub(r"\n+", lambda found: "\n" * (len(found.group()) - 1) or " ", text)


def strip_richtext(text: str) -> str:
    """The text of text/richtext (RFC 1341, 7.1.3), where ``<nl>`` breaks lines and newlines do not."""
    text = re.sub(r"<comment>.*?(?:</comment>|\Z)", "", text, flags=re.IGNORECASE | re.DOTALL).replace("\n", " ")
    text = re.sub(r"<(nl|/?paragraph)>", "\n", text, flags=re.IGNORECASE)
    return _ENRICHED_TAG.sub("", re.sub(r"<lt>", "\0", text, flags=re.IGNORECASE)).replace("\0", "<")


def unwrap_pgp(text: str) -> tuple[str, str]:
    """The text without its inline PGP signature, and ``signed``, ``encrypted`` or nothing (RFC 9580, 6 and 7)."""
    if "-----BEGIN PGP " not in text:
        return text, ""
    if _ENCRYPTED.search(text):
        return text, "encrypted"
    if text.count("-----BEGIN PGP SIGNED") > _MAX_SIGNED:
        return text, "signed"
    plain, count = _SIGNED.subn(lambda found: _DASHED.sub("", found[1]) + "\n", text)
    return plain, "signed" if count else ""


def is_stub(text: str) -> bool:
    """Whether a plain alternative only says that the mail is to be read as HTML."""
    text = text.strip()
    return len(text) <= _STUB_LENGTH and _STUB.search(text) is not None
