"""Articles are written in Markdown (CommonMark with tables): shown as clean HTML, or told as plain text in a mail.

What a writer pastes is never trusted: raw HTML is text, and what comes out passes a list of allowed tags. Pictures come
from the article's own files only, named ``attached:name``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

OWN = "attached:"
TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
Places = Callable[[str], str | None]  # where a file of this name is; None when the article has none


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def as_html(body: str, place: Places = lambda name: None) -> str:
    """The body as HTML that is safe to show. Its headings begin at the second level and skip none."""
    reader = _reader()
    tokens = reader.parse(body)
    _level(tokens)
    for token in tokens:
        token.children = [one for one in token.children or [] if _placed(one, place)] if token.children else None
    html = str(reader.renderer.render(tokens, reader.options, {}))
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)


def names_in(body: str) -> set[str]:
    """The names of the files that the body shows or leads to."""
    names: set[str] = set()
    as_html(body, names.add)
    return names


def _level(tokens: Iterable[Token]) -> None:
    """Headings follow the page's own: h2 first, and never one that leaves a level out."""
    opened = [token for token in tokens if token.type == "heading_open"]
    top, before = min((int(token.tag[1]) for token in opened), default=1), 1
    tags: list[str] = []
    for token in opened:
        before = min(int(token.tag[1]) - top + 2, before + 1, 6)
        tags.append(f"h{before}")
        token.tag = tags[-1]
    for token, tag in zip((one for one in tokens if one.type == "heading_close"), tags, strict=True):
        token.tag = tag


def _placed(token: Token, place: Places) -> bool:
    """Put a file's own address where it is named; a picture from elsewhere or of no file is left out."""
    name = "src" if token.type == "image" else "href"
    if token.type not in {"image", "link_open"}:
        return True
    address = str(token.attrGet(name) or "")
    if address.startswith(OWN):
        found = place(address.removeprefix(OWN))
        token.attrSet(name, found or "#")
        return bool(found) or token.type == "link_open"
    return token.type == "link_open"


def as_text(body: str, place: Places = lambda name: None) -> str:
    """The body as words for a mail: headings and paragraphs apart, points with hyphens, links with their addresses."""
    blocks: list[str] = []
    lists: list[int | None] = []
    marks: list[str] = []
    for token in _reader().parse(body):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(int(token.attrGet("start") or 1) if token.type[0] == "o" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
            blocks.append("")
        elif token.type == "list_item_open":
            marks.append(_mark(lists))
        elif token.type == "inline":
            mark, is_point = (marks.pop(), True) if marks else ("", bool(lists))
            blocks.append(f"{'  ' * (len(lists) - 1)}{mark}{_words(token.children or [], place)}")
            if not is_point:
                blocks.append("")
        elif token.type in {"fence", "code_block"}:
            blocks += [token.content.rstrip(), ""]
    text = "\n".join(blocks)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()


def _mark(lists: list[int | None]) -> str:
    number = lists[-1] if lists else None
    if number is None:
        return "– "
    lists[-1] = number + 1
    return f"{number}. "


def _words(tokens: Iterable[Token], place: Places) -> str:
    said: list[str] = []
    ends: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            said.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            said.append(" " if token.type == "softbreak" else "\n")
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            known = place(address.removeprefix(OWN)) if address.startswith(OWN) else address
            ends.append(f" ({known})" if known else "")
        elif token.type == "link_close" and ends:
            end = ends.pop()
            said.append("" if end[2:-1] and "".join(said).endswith(end[2:-1]) else end)
    return "".join(said)
