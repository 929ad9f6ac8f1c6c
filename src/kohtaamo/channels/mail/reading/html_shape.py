"""What both readings of HTML need: a well-formed form of any HTML, and what in it is hidden."""

from __future__ import annotations

import html as markup
import re

from selectolax.lexbor import LexborHTMLParser

MAX_DEPTH = 600
MAX_LENGTH = 4_000_000
_TRUSTED_LENGTH = 128_000
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
VOID = set(_VOID_NAMES.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DEEP_ENOUGH_TO_COUNT = 1200
_CLOSED_BY_ITSELF = VOID | {"p", "li", "td", "th", "tr", "option", "dt", "dd"}
_STYLE = re.compile(r"\bstyle=\"([^\"]*)\"", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:class|id)=\"([^\"]*)\"", re.IGNORECASE)
_HIDING = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|max-height:0(?:px)?(?:;|!|$)|opacity:0(?:\.0+)?(?:;|!|$)"
)
_PREHEADER = re.compile(r"pre-?header|preview-?text", re.IGNORECASE)
_BARE_HIDDEN = re.compile(r"(?:^|\s)hidden(?=[\s=/]|$)", re.IGNORECASE)
_NO_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>", re.DOTALL)
_LOOSE_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>|<")
_LOOSE_ATTRIBUTE = re.compile(r"([a-zA-Z]{2,12})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_MAX_ATTRIBUTES = 30


def well_formed(html: str) -> str | None:
    """The document serialised anew by an HTML5 parser; nothing where it is too long or too deep to do so in time."""
    if len(html) > _TRUSTED_LENGTH:
        html = _simplified(html)
    if len(html) > MAX_LENGTH or _is_too_deep(html):
        return None
    return LexborHTMLParser(html.encode("utf-8", "replace").replace(b"\0", b"").decode()).html or ""


def _simplified(html: str) -> str:
    """The same with few attributes to a tag: the parser compares every attribute with every other."""
    return _LOOSE_TAG.sub(_simple_tag, _NO_MARKUP.sub("", html))


def _simple_tag(tag: re.Match[str]) -> str:
    if not tag[1]:
        return "&lt;"
    if "=" not in tag[2]:
        return f"<{tag[1]}>"
    found = _LOOSE_ATTRIBUTE.findall(tag[2])[:_MAX_ATTRIBUTES]
    kept = "".join(
        f' {name}="{(double or single or bare).replace(chr(34), "&quot;")}"' for name, double, single, bare in found
    )
    return f"<{tag[1]}{kept}>"


def _is_too_deep(html: str) -> bool:
    if html.count("<") < _DEEP_ENOUGH_TO_COUNT:
        return False
    depth = 0
    for closing, tag in _TAG.findall(html):
        if tag.lower() not in _CLOSED_BY_ITSELF:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False


def is_hidden(tag: str, attributes: str) -> bool:
    """Whether an element with these attributes, as serialised, is not shown to a reader."""
    if tag in {"html", "body"}:
        return False
    style = _STYLE.search(attributes)
    if style and _HIDING.search(markup.unescape(style[1]).lower().replace(" ", "")):
        return True
    named = _NAMED.search(attributes)
    if named and _PREHEADER.search(named[1]):
        return True
    return "hidden" in attributes and _BARE_HIDDEN.search(_without_values(attributes)) is not None


def _without_values(attributes: str) -> str:
    return re.sub(r"\"[^\"]*\"", "", attributes)
