"""HTML of a stranger, made fit for our own page: a strict allow list, no remote picture unless asked for."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .html_shape import is_hidden, well_formed
from .html_text import html_to_text

MAX_DATA_IMAGE = 64 * 1024
_TAG_NAMES = (
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn"
    " div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp"
    " rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var"
    " wbr"
)
_TAGS = set(_TAG_NAMES.split())
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign", "scope"},
    "tr": {"align", "valign"},
    "col": {"span"},
    "colgroup": {"span"},
}
_NUMERIC = {"width", "height", "start", "value", "colspan", "rowspan", "span"}
_GONE_WITH_CONTENT = {"script", "style", "head", "title", "template", "noscript", "object", "select", "textarea"}
_GONE_WITH_CONTENT |= {"iframe", "svg", "math", "xml", "button", "audio", "video", "canvas"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_NUMBER = re.compile(r"\d{1,4}\Z")
_TINY = re.compile(r"(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[01](?:px|pt)?\s*(?=;|!|$)", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpe?g|gif);base64,([A-Za-z0-9+/=\s]+)\Z", re.IGNORECASE)
_MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "jpg": b"\xff\xd8\xff", "gif": b"GIF8"}


@dataclass(frozen=True)
class CleanHtml:
    """``html`` is safe under a strict content security policy; ``remote_images`` counts the pictures held back."""

    html: str
    remote_images: int


def clean_html(html: str, *, inline: Mapping[str, str], remote_images: bool) -> CleanHtml:
    """The HTML without scripts, forms, styles, classes, hidden text and tracking pixels.

    ``inline`` maps content ids to addresses of our own for pictures that came with the mail; other pictures of the
    mail are dropped. Pictures from elsewhere are dropped and counted, unless ``remote_images``. Links keep only the
    schemes http, https, mailto and tel.
    """
    source = well_formed(html)
    if source is None:
        return CleanHtml(f"<pre>{nh3.clean_text(html_to_text(html))}</pre>", 0)
    pictures = _Pictures({key.strip("<> "): url for key, url in inline.items()}, remote_images)
    return CleanHtml(pictures.sanitised(_without_what_is_hidden(source, pictures)), pictures.held_back)


def _without_what_is_hidden(source: str, pictures: _Pictures) -> str:
    page = LexborHTMLParser(source)
    for node in page.css("[style], [hidden], [class], [id]"):
        if is_hidden(node.tag or "", _written(node)):
            node.decompose()
    for image in page.css("img"):
        pictures.settle(image)
    return (page.body.html if page.body else page.html) or ""


def _written(node: LexborNode) -> str:
    return " ".join(f'{name}="{(value or "").replace(chr(34), "&quot;")}"' for name, value in node.attributes.items())


@dataclass
class _Pictures:
    """Decides on every picture; ``held_back`` counts those from elsewhere."""

    inline: Mapping[str, str]
    remote: bool
    held_back: int = 0

    def settle(self, image: LexborNode) -> None:
        """Keep the picture, under an address of ours where it came with the mail, or put its description there."""
        source = (image.attributes.get("src") or "").strip()
        kept = "" if _is_pixel(image) else self._kept(source)
        if kept:
            image.attrs["src"] = kept
        else:
            image.replace_with(image.attributes.get("alt") or "")

    def _kept(self, source: str) -> str:
        scheme = _scheme(source)
        if scheme == "cid":
            return self.inline.get(unquote(source[4:]), "") or self.inline.get(source[4:], "")
        if scheme == "data":
            return source if _is_small_raster(source) else ""
        if scheme in {"http", "https"} or source.startswith("//"):
            self.held_back += not self.remote
            return source if self.remote and scheme in {"http", "https"} else ""
        return ""

    def sanitised(self, html: str) -> str:
        """The allow list; the last word on what is let through."""
        ours = set(self.inline.values())
        return nh3.clean(
            html,
            tags=_TAGS,
            clean_content_tags=_GONE_WITH_CONTENT,
            attributes=_ATTRIBUTES,
            attribute_filter=self._attribute,
            link_rel="noopener noreferrer nofollow",
            url_schemes=_SCHEMES | {"data"},
            url_relative=lambda url: url if url in ours else None,
        )

    def _attribute(self, _tag: str, name: str, value: str) -> str | None:
        if name in _NUMERIC:
            return value if _NUMBER.match(value.strip()) else None
        if name == "href":
            return value if _scheme(value) in _SCHEMES else None
        if name == "src":
            return value if self._may_show(value) else None
        return value

    def _may_show(self, source: str) -> bool:
        ours = source in self.inline.values() or _is_small_raster(source)
        return ours or (self.remote and _scheme(source) in {"http", "https"})


def _scheme(url: str) -> str:
    return url.strip().partition(":")[0].lower()


def _is_pixel(image: LexborNode) -> bool:
    sizes = [(image.attributes.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    tiny = all(size in {"0", "1"} for size in sizes)
    return tiny or len(_TINY.findall(image.attributes.get("style") or "")) > 1


def _is_small_raster(url: str) -> bool:
    found = _DATA.match(url)
    if found is None or len(url) > MAX_DATA_IMAGE:
        return False
    try:
        return base64.b64decode(found[2], validate=False).startswith(_MAGIC[found[1].lower()])
    except (binascii.Error, ValueError):
        return False
