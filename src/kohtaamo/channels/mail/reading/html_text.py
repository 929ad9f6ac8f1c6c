"""HTML as readable plain text: paragraphs, lists, tables, links, quotes as ``> `` lines."""

from __future__ import annotations

import html as markup
import re
from dataclasses import dataclass, field
from functools import lru_cache

from .html_shape import VOID, is_hidden, well_formed

_TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][^\s/>]*)((?:[^>\"]|\"[^\"]*\")*)>|[^<]+|<", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=]+)=\"([^\"]*)\"|([^\s=\"]+)")
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
_FILLER = re.compile("(?:[\u200b\u200c\u034f\ufeff\u00ad\u2007\u00a0][ \u00a0]*){4,}")
_DROPPED = {"script", "style", "head", "title", "template", "noscript", "object", "svg", "math", "select", "textarea"}
_LINE_NAMES = (
    "address article aside body caption center dd details dialog div dt fieldset figcaption figure footer form"
    " header html legend li main nav section summary tbody tfoot thead tr"
)
_LINES = set(_LINE_NAMES.split())
_PARAGRAPH_NAMES = "blockquote dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul"
_PARAGRAPHS = set(_PARAGRAPH_NAMES.split())
_LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}
_TRACKED = _LINES | _PARAGRAPHS | _CELLS | {"a"}
_RULE = "_" * 32
_SEEN_SCHEMES = ("http://", "https://", "mailto:", "tel:", "ftp://")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\b|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")


def html_to_text(html: str) -> str:
    """The text a reader would see, newlines ``\\n``, at most one empty line in a row.

    What is hidden (``display:none``, preheaders, scripts, styles) is left out, unless nothing else is there.
    """
    if "<" not in html:
        return markup.unescape(html).strip("\n")
    source = well_formed(html)
    if source is None:
        return _stripped(html)
    text = _Writer(source).text()
    return text or _Writer(source, hidden=True).text() or _Writer(source, hidden=True, images=True).text()


def _stripped(html: str) -> str:
    text = markup.unescape(_ANY_TAG.sub("\n", _SCRIPT.sub(" ", html)))
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


@dataclass
class _Open:
    """An open element; ``number`` counts the items of a list, ``mark`` is where a link's text begins."""

    tag: str
    attributes: str = ""
    number: int = 0
    mark: int = -1


@dataclass
class _Writer:
    """Writes one document; ``_line`` holds the pieces of the line being written."""

    source: str
    hidden: bool = False
    images: bool = False
    _lines: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _quotes: int = 0
    _pre: int = 0
    _gap: bool = False
    _space: bool = False
    _blank: bool = False
    _prefix: str = ""

    def text(self) -> str:
        """The whole text."""
        position = 0
        while token := _TOKEN.match(self.source, position):
            position = token.end()
            tag = token[2]
            if tag is None:
                if not token[0].startswith("<!--"):
                    self._words(markup.unescape(token[0]))
            elif token[1]:
                self._end(tag.lower())
            else:
                position = self._start(tag.lower(), token[3], position)
        self._break()
        return "\n".join(self._lines).strip("\n")

    def _start(self, tag: str, attributes: str, position: int) -> int:
        if tag in _DROPPED or (not self.hidden and attributes and is_hidden(tag, attributes)):
            return position if tag in VOID else _after(self.source, tag, position)
        if tag in VOID:
            self._void(tag, attributes)
            return position
        if tag not in _TRACKED:
            return position
        self._separate(tag, attributes)
        self._stack.append(_Open(tag, attributes, mark=len(self._lines) if tag == "a" else -1))
        if tag == "blockquote":
            self._quotes += 1
        elif tag == "pre":
            self._pre += 1
        elif tag == "li":
            self._item()
        elif tag == "a":
            self._stack[-1].number = len(self._line)
        return position

    def _end(self, tag: str) -> None:
        if tag not in _TRACKED:
            return
        element = next((one for one in reversed(self._stack) if one.tag == tag), None)
        if element is None:
            return
        while self._stack.pop() is not element:
            pass
        if tag == "a":
            self._link(element)
            return
        self._separate(tag, element.attributes)
        if tag == "blockquote":
            self._quotes -= 1
        elif tag == "pre":
            self._pre -= 1

    def _separate(self, tag: str, attributes: str) -> None:
        if tag in _CELLS:
            self._space = bool(self._line)
        elif tag in _PARAGRAPHS and not (tag == "p" and "MsoNormal" in attributes):
            self._break()
            self._gap = bool(self._lines) and not (tag in _LISTS and self._in_list())
        elif tag in _LINES or tag == "p":
            self._break()

    def _in_list(self) -> bool:
        return any(one.tag in _LISTS for one in self._stack)

    def _void(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._break(forced=True)
        elif tag == "hr":
            self._separate(tag, attributes)
            self._words(_RULE)
            self._break()
        elif tag == "img" and self.images:
            self._words(f" {_attribute(attributes, 'alt')} ")

    def _item(self) -> None:
        parent = next((one for one in reversed(self._stack) if one.tag in _LISTS), None)
        depth = sum(one.tag in _LISTS for one in self._stack)
        if parent:
            parent.number += 1
        bullet = f"{parent.number}. " if parent and parent.tag == "ol" else "- "
        self._prefix = "  " * (depth - 1) + bullet

    def _words(self, text: str) -> None:
        if self._pre:
            first, *rest = text.split("\n")
            self._put(first)
            for line in rest:
                self._break(forced=True)
                self._put(line)
            return
        if not self._line and "\u00a0" in text:
            self._blank = True
        text = _SPACE.sub(" ", _FILLER.sub(" ", text))
        if text.startswith(" "):
            self._space = bool(self._line)
        words = text.strip(" ")
        if words:
            self._put(words)
            self._space = text.endswith(" ")

    def _put(self, text: str) -> None:
        if not text:
            return
        if self._space and self._line:
            self._line.append(" ")
        self._space = False
        self._line.append(text)

    def _break(self, *, forced: bool = False) -> None:
        self._space = False
        if not self._line and not forced and not self._blank:
            return
        self._blank = False
        mark = ">" * self._quotes + " " if self._quotes else ""
        if self._gap and self._lines and self._lines[-1].strip("> "):
            before = len(self._lines[-1]) - len(self._lines[-1].lstrip(">"))
            self._lines.append(">" * min(before, self._quotes))
        self._gap = False
        words = "".join(self._line) if self._pre else "".join(self._line).rstrip(" ")
        prefix = self._prefix if words else ""
        self._line = []
        self._prefix = "" if words else self._prefix
        if words or not self._lines or self._lines[-1].strip("> "):
            self._lines.append((mark + prefix + words).rstrip(" "))

    def _link(self, element: _Open) -> None:
        """A link is followed by its address, where its text does not tell it already."""
        url = _attribute(element.attributes, "href").strip()
        if not url.lower().startswith(_SEEN_SCHEMES) or element.mark != len(self._lines):
            return
        shown = "".join(self._line[element.number :]).strip()
        if shown and _bare(shown) != _bare(url):
            space, self._space = self._space, False
            self._line.append(f" ({url.removeprefix('mailto:').removeprefix('tel:')})")
            self._space = space


def _bare(url: str) -> str:
    url = url.lower().strip()
    for scheme in _SEEN_SCHEMES:
        url = url.removeprefix(scheme)
    return url.removeprefix("www.").rstrip("/")


def _attribute(attributes: str, name: str) -> str:
    for key, value, _ in _ATTRIBUTE.findall(attributes):
        if key.lower() == name:
            return markup.unescape(value)
    return ""


@lru_cache(maxsize=64)
def _tags(tag: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(tag)}(?=[\s>/])", re.IGNORECASE)


def _after(source: str, tag: str, position: int) -> int:
    """Where the element whose start tag ends at ``position`` is over."""
    depth = 1
    for found in _tags(tag).finditer(source, position):
        depth += -1 if found[1] else 1
        if not depth:
            return source.find(">", found.start()) + 1 or len(source)
    return len(source)
