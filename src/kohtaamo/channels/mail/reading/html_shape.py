"""What both readings of HTML need: a well-formed form of any HTML, and what in it is hidden."""

from __future__ import annotations

import html as markup
import re

from selectolax.lexbor import LexborHTMLParser

MAX_DEPTH = 600
VOID = set("area base br col embed hr img input link meta param source track wbr".split())
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


def well_formed(html: str) -> str | None:
    """The document serialised anew by an HTML5 parser, or nothing where it is nested too deeply to be parsed in time."""
    if _is_too_deep(html):
        return None
    return LexborHTMLParser(html.encode("utf-8", "replace").replace(b"\0", b"").decode()).html or ""


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
