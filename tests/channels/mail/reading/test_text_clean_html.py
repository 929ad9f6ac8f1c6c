"""HTML of strangers, made fit for our pages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kohtaamo.channels.mail.reading.html import CleanHtml, clean_html

PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA"


def cleaned(html: str, *, remote: bool = False) -> str:
    return clean_html(html, inline={"logo@x": "/files/7"}, remote_images=remote).html


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p style='position:fixed' class=x id=y onclick=a()>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>a<style>p{}</style>", "a"),
        ("<form action=/x><input name=q>a<button>b</button></form>", "a"),
        ("<iframe src='http://x'></iframe><object data=x></object><svg><a>s</a></svg>a", "a"),
        ("<div style='display:none'>hidden</div><p hidden>too</p>a", "a"),
        ("<b>a</b> <font color=red>b</font> <center>c</center>", "<b>a</b> b <center>c</center>"),
        (
            "<table border=1 width='100%'><tr><td colspan=2 bgcolor=red align=right>a</td></tr></table>",
            '<table><tbody><tr><td colspan="2" align="right">a</td></tr></tbody></table>',
        ),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ("<meta http-equiv=refresh content='0;url=http://x'><base href='http://x'>a", "a"),
        ("plain words &lt;b&gt;", "plain words &lt;b&gt;"),
    ],
)
def test_only_harmless_html_remains(html: str, clean: str) -> None:
    assert cleaned(html) == clean


@pytest.mark.parametrize("address", ["https://x.fi/a?b=1", "http://x.fi", "mailto:m@x.fi", "tel:+35840123"])
def test_links_lead_out_without_trace(address: str) -> None:
    assert cleaned(f"<a href='{address}' target=_top>a</a>") == (
        f'<a href="{address}" rel="noopener noreferrer nofollow">a</a>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " java\tscript:alert(1)",
        "data:text/html,x",
        "/staff",
        "//x.fi",
        "vbscript:x",
        "file:///x",
    ],
)
def test_other_links_lead_nowhere(address: str) -> None:
    assert cleaned(f"<a href='{address}'>a</a>") == '<a rel="noopener noreferrer nofollow">a</a>'


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ("<img src='cid:logo@x' width=10 height='20px' onerror=x>", '<img src="/files/7" width="10">'),
        ("<img src='CID:logo%40x'>", '<img src="/files/7">'),
        ("<img src='cid:other' alt='Logo'>", "Logo"),
        (f"<img src='{PNG}'>", f'<img src="{PNG}">'),
        ("<img src='data:image/svg+xml;base64,PHN2Zz4='>", ""),
        ("<img src='data:image/png;base64,PHN2Zz4='>", ""),
        ("<img src='/staff/secret'>", ""),
        ("<img src='/files/7'>", ""),
        ("<img>", ""),
    ],
)
def test_pictures_of_the_mail_are_shown_from_here(picture: str, shown: str) -> None:
    assert cleaned(picture) == shown


def test_pictures_from_elsewhere_are_held_back_and_counted() -> None:
    html = "<img src='http://x.fi/a.png' alt='Offer'><img src='//x.fi/b.png'>"
    assert clean_html(html, inline={}, remote_images=False) == CleanHtml("Offer", 2)


def test_pictures_from_elsewhere_are_shown_when_asked_for() -> None:
    html = '<img src="https://x.fi/a.png">'
    assert clean_html(html, inline={}, remote_images=True) == CleanHtml(html, 0)


@pytest.mark.parametrize("size", ["width=1 height=1", "width='1px' height=0", "style='width:1px; height:1px'"])
def test_a_tracking_pixel_is_never_shown(size: str) -> None:
    assert clean_html(f"a<img src='http://x.fi/p' {size}>", inline={}, remote_images=True) == CleanHtml("a", 0)


def test_html_nested_beyond_reason_is_shown_as_words() -> None:
    assert cleaned("<div>" * 5000 + "a &lt;b&gt;") == "<pre>a&#32;&lt;b&gt;</pre>"


PIECES = [
    *("<p>", "</p>", "<svg>", "<math>", "<style>", "<script>", "</script>", "<noscript>", "<textarea>", "<title>"),
    *("<img src=http://x/a ", "onerror=alert(1)", ">", "<a href=javascript:x>", "<template>", "<!--", "-->", "'", '"'),
    *("<mglyph>", "<table>", "<select>", "</select>", "<form>", "<mi>", "<annotation-xml>", "<b class=x style=y>", "a"),
]
FORBIDDEN = re.compile(
    r"<(?:script|style|form|iframe|svg|math|textarea)|<[^>]*\s(?:on\w+|style|class|src)=", re.IGNORECASE
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_mixture_brings_anything_dangerous_through(html: str) -> None:
    assert FORBIDDEN.findall(cleaned(html)) == []
