"""HTML as the words a reader would see."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bounded import in_its_share

from kohtaamo.channels.mail.reading.html import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One &amp; <b>two</b></p><p>three<br>four</p>", "One & two\n\nthree\nfour"),
        ("<div>One</div><div><br></div><div>two</div>", "One\n\ntwo"),
        ("<h1>Title</h1>Words", "Title\n\nWords"),
        ("<ul><li>one<li>two<ul><li>deep</ul></ul>end", "- one\n- two\n  - deep\n\nend"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n2. two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>", "a b\nc d"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("a<hr>b", "a\n\n" + "_" * 32 + "\nb"),
        ("  much \n\n white&nbsp;&nbsp; space ", "  much \n\n white\xa0\xa0 space "),
        ("<i>  much \n\n white&nbsp;&nbsp; space </i>", "much white space"),
        (
            "<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>",
            "a\n\nb",
        ),
        ("words without any tag\nsecond line &lt;", "words without any tag\nsecond line <"),
        ("<b>bo</b>ld w<i>or</i>d", "bold word"),
        ("<p>unclosed <b>tags <div>here", "unclosed tags\n\nhere"),
        ("a < b and c > d <br>x", "a < b and c > d\nx"),
        ("<p>\U0001f600 emoji</p>", "\U0001f600 emoji"),
        ("", ""),
    ],
)
def test_html_is_read(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://x.fi/a">here</a>.', "here (https://x.fi/a)."),
        ('<a href="https://x.fi/">x.fi</a>', "x.fi"),
        ('<a href="https://www.x.fi/a">http://x.fi/a</a>', "http://x.fi/a"),
        ('<a href="mailto:m@x.fi">m@x.fi</a>', "m@x.fi"),
        ('<a href="mailto:m@x.fi">Matti</a>', "Matti (m@x.fi)"),
        ('<a href="javascript:alert(1)">a</a> <a href="#top">b</a> <a>c</a>', "a b c"),
        ('<a href="https://x.fi/"><img src=x></a>', ""),
        ('<a href="https://x.fi/?a=1&amp;b=2">go</a> on', "go (https://x.fi/?a=1&b=2) on"),
    ],
)
def test_a_link_tells_where_it_leads(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_quotes_become_quoted_lines() -> None:
    html = "<p>Answer</p><blockquote><p>One</p><p>Two</p><blockquote>Deep</blockquote></blockquote><p>End</p>"
    assert html_to_text(html) == "Answer\n\n> One\n>\n> Two\n>\n>> Deep\n\nEnd"


def test_the_head_of_a_quote_stays_a_line_of_its_own() -> None:
    gmail = (
        '<div dir="ltr">Hei</div><br><div class="gmail_quote"><div class="gmail_attr">ma 2.3.2026 klo 10 Matti '
        '&lt;<a href="mailto:m@x.fi">m@x.fi</a>&gt; kirjoitti:<br></div><blockquote>Vanha</blockquote></div>'
    )
    outlook = "<p>Hei</p><hr><p><b>From:</b> Matti<br><b>Sent:</b> 2.3.2026<br><b>Subject:</b> Asia</p><p>Vanha</p>"
    assert html_to_text(gmail) == "Hei\n\nma 2.3.2026 klo 10 Matti <m@x.fi> kirjoitti:\n\n> Vanha"
    rule = "_" * 32
    assert html_to_text(outlook) == f"Hei\n\n{rule}\n\nFrom: Matti\nSent: 2.3.2026\nSubject: Asia\n\nVanha"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<title>x</title>",
        "<!-- x -->",
        "<div hidden>x</div>",
        "<div style='display: none'>x<div>y</div></div>",
        "<span style='color:red; VISIBILITY:hidden'>x</span>",
        "<div style='max-height:0; overflow:hidden'>x</div>",
        "<div style='mso-hide:all'>x</div>",
        "<div class='preheader'>x</div>",
        "<!--[if mso]>x<![endif]-->",
    ],
)
def test_what_is_hidden_is_not_read(hidden: str) -> None:
    assert html_to_text(f"<body>{hidden}<p>seen</p></body>") == "seen"


def test_hidden_words_are_read_where_there_are_no_others() -> None:
    assert html_to_text("<div style='display:none'>all there is</div>") == "all there is"


def test_a_picture_speaks_where_there_are_no_words() -> None:
    assert html_to_text("<p><img src='cid:a' alt='Our offer'></p>") == "Our offer"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "words",
        "<p><b>" * 50_000 + "words",
        '<a href="' * 50_000,
        "<" * 200_000,
        "<!--" * 100_000,
        "<a " + " ".join(f"a{number}=1" for number in range(60_000)) + ">words</a>",
        "<div style='display:none'>x</div>" * 20_000 + "words",
    ],
    ids=["deep", "deep-inline", "quotes", "brackets", "comments", "attributes", "hidden"],
)
def test_no_html_takes_long(html: str) -> None:
    with in_its_share():
        html_to_text(html)


PIECES = ["</p>", "<blockquote>", "<li>", "<ul>", "</ul>", "<a href='http://x'>", "<br>", "<td>", "<hr>", "<!--"]
PIECES += ["a", " ", "\n", "&nbsp;", '"', "<", "<div>", "</blockquote>", "<p class=MsoNormal>"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_never_more_than_one_empty_line_follows_another(html: str) -> None:
    lines = html_to_text("<p>" + html).split("\n")
    assert ["", ""] not in [[one.strip("> ") for one in pair] for pair in pairwise(lines)]


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_no_word_is_lost(word: str) -> None:
    assert html_to_text(f"<table><tr><td><p><b>{word}</b></p></td></tr></table>") == word
