"""A customer's words are words everywhere: in pages, in the letter's own frame, in the mails we send."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from kohtaamo.channels.mail.compose import compose, is_sendable
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.channels.mail.reading.html import clean_html
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Delivery
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.staff.models import Member
from tests.attacks.conftest import Arrives
from tests.conftest import Says

NASTY = "</title></textarea></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7777 }}{% now 'Y' %}\u202eabc"
LIVE = ("<script>alert", "<img src=x", "onerror=alert(1)>")


@pytest.mark.django_db
def test_words_run_on_no_page(
    as_administrator: Client, as_owner: Client, owner: Member, administrator: Member, says: Says, mailbox: Mailbox
) -> None:
    case = says(NASTY, sender_name=NASTY, subject=NASTY).case
    type(case.customer).objects.update(name=NASTY, wishes=NASTY)
    Case.objects.update(for_whom=NASTY[:200], owner=owner)
    write_note(actor=owner, case=case, text=NASTY)
    promise = make(actor=owner, case=case, terms=Terms(what=NASTY, due_at=now() + timedelta(hours=2)))
    reply(actor=owner, case=case, text=NASTY)
    Delivery.objects.update(state="sent")
    page = own_page_of(case, case.customer)
    addresses = [
        "/", "/cases/?state=all", f"/cases/{case.pk}/", f"/cases/{case.pk}/talk/", "/promises/", f"/promises/{promise.pk}/",
        "/customers/", f"/customers/{case.customer_id}/", f"/customers/{case.customer_id}/details/", "/search/?q=%3Cscript%3Ealert(1)",
        f"/meetings/new/?customer={case.customer_id}", "/meetings/customer/?reach=eeva.mattila@posti.example", f"/p/{link_token(page)}/",
    ]  # fmt: skip
    shown = {address: as_owner.get(address).content.decode() for address in addresses}
    assert {
        address: [mark for mark in LIVE if mark in text]
        for address, text in shown.items()
        if any(mark in text for mark in LIVE)
    } == {}
    assert [address for address, text in shown.items() if "7784" in text] == []


@pytest.mark.django_db
def test_typed_words_come_back_as_words(as_administrator: Client, mailbox: Mailbox) -> None:
    names = ("team", "role", "touchpoint_new", "meeting_new", "customer_new", "location_new", "invitation_new")
    for name in names:
        address = reverse(f"{name}s" if name in {"team", "role"} else name)
        fields = dict.fromkeys(
            ("name", "reach", "words", "subject", "for_whom", "email", "title", "text", "address", "organisation"),
            NASTY,
        )
        text = as_administrator.post(address, fields, follow=True).content.decode()
        assert [mark for mark in LIVE if mark in text] == [], name


@pytest.mark.django_db
def test_a_mail_with_nasty_words_is_shown_as_words_among_what_failed(
    as_administrator: Client, arrives: Arrives
) -> None:
    arrives(
        f"From: <img src=x onerror=alert(1)> <x@y.example>\r\nTo: palvelu@tupa.example\r\nX-Spam-Flag: YES\r\nSubject: {NASTY}\r\nMessage-ID: <q@x>"
    )
    text = as_administrator.get("/operations/unwanted-mails/").content.decode()
    assert ("alert(1)" in text, [mark for mark in LIVE if mark in text]) == (True, [])


@pytest.mark.django_db
@tried(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.sampled_from('\r\n\x0b\x0c\x1c\x85\u2028\u2029\u202e\x7f:,;<>@"\\ aBäcc🧡.=?'), max_size=60),
    name=st.text(st.sampled_from('\r\n\x85\u2028\x01\x1f,;<>@"\\ aBä🧡=?'), max_size=40),
)
def test_no_words_add_a_header_or_a_reader_to_our_mail(
    case: Case, owner: Member, mailbox: Mailbox, words: str, name: str
) -> None:
    Case.objects.filter(pk=case.pk).update(subject=f"x{words}\r\nBcc: all@x.example"[:300])
    case.refresh_from_db()
    mailbox.sender_name = name
    message = reply(actor=owner, case=case, text=f"a{words}")
    mail = message_from_bytes(
        compose(message, mailbox, list(message.deliveries.all()), with_page=False), policy=default
    )
    assert sorted({key.lower() for key in mail} - {"in-reply-to", "references"}) == [
        "content-type", "date", "from", "message-id", "mime-version", "reply-to", "subject", "to", "x-kohtaamo-loop",
    ]  # fmt: skip
    assert (len(mail["From"].addresses), mail["From"].addresses[0].addr_spec, len(mail["To"].addresses)) == (
        1,
        "palvelu@tupa.example",
        1,
    )


@pytest.mark.django_db
def test_words_run_in_no_mail_of_ours(owner: Member, says: Says, mailbox: Mailbox) -> None:
    case = says(NASTY, sender_name=NASTY, subject=NASTY).case
    message = reply(actor=owner, case=case, text=NASTY)
    mail = message_from_bytes(compose(message, mailbox, list(message.deliveries.all()), with_page=True), policy=default)
    body = mail.get_body(("html",))
    assert body is not None
    assert [mark for mark in LIVE if mark in body.get_content()] == []


@pytest.mark.django_db
def test_a_copy_of_our_answer_does_not_open_the_customers_page(
    owner: Member, case: Case, says: Says, mailbox: Mailbox
) -> None:
    link = f"{settings.URL}/p/{link_token(own_page_of(case, case.customer))}/"
    case = says(f"Luin tämän: {link} ja <{link}>.").case
    message = reply(actor=owner, case=case, text="Kiitos.", copies=["naapuri@muualla.example"])
    sent = compose(message, mailbox, list(message.deliveries.all()), with_page=False)
    mail = message_from_bytes(sent, policy=default)
    texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    assert [link_token(own_page_of(case, case.customer)) in text for text in texts] == [False, False]


@pytest.mark.parametrize(
    "address",
    [
        "a,b@x.example",
        "a:b@x.example",
        "a(b@x.example",
        "a..b@x.example",
        ".a@x.example",
        "a@x..example",
        "\u212aa@x.example",
        "a@b@x.example",
    ],
)
def test_an_address_no_header_can_hold_is_not_sent_to(address: str) -> None:
    assert not is_sendable(address)


@pytest.mark.parametrize("address", ["a@x.example", "o'brien+k.a@x-y.example", "a_b%c=d@x.example", "a@localhost"])
def test_an_ordinary_address_is_sent_to(address: str) -> None:
    assert is_sendable(address)


@pytest.mark.parametrize(
    "html",
    [
        "<svg><style><img src=x onerror=alert(1)></style></svg>", "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<a href='java\tscript:alert(1)'>x</a>", "<a href='\x01javascript:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='vbscript:x'>x</a>",
        "<meta http-equiv=refresh content='0;url=//x.example'>", "<base href='//x.example/'>", "<link rel=stylesheet href=//x.example/a.css>",
        "<style>@import '//x.example'; p{background:url(//x.example)}</style>", "<p style='background:url(//x.example)'>x</p>", "<table background='//x.example/a.png'><td>x</table>",
        "<img srcset='//x.example/a 1x'>", "<img src='//x.example/a'>", "<img src='http://x.example/a'>", "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
        "<img src='data:text/html,<script>alert(1)</script>'>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<form action=//x.example><input></form>",
        "<video src=//x.example poster=//x.example></video>", "<input type=image src=//x.example>", "<body background=//x.example onload=alert(1)>", "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
        "<a href=x target=_top ping=//x.example>x</a>", "<p id=content name=x class=words>x</p>", "<img src='cid:x' onerror=alert(1)>", "<plaintext><script>alert(1)</script>",
        "<template><script>alert(1)</script></template>", "<object data=//x.example></object><embed src=//x.example>", "<div><svg><foreignObject><iframe src=javascript:alert(1)>",
    ],
)  # fmt: skip
def test_nothing_in_a_letter_runs_or_fetches(html: str) -> None:
    from selectolax.lexbor import LexborHTMLParser

    clean = clean_html(html, inline={"x": "data:image/png;base64,iVBORw0KGgo="}, remote_images=False).html
    page = LexborHTMLParser(f"<body>{clean}</body>")
    tags = {node.tag for node in page.css("body *")}
    attributes = {f"{name}={value}" for node in page.css("body *") for name, value in node.attributes.items()}
    unsafe = {
        a
        for a in attributes
        if a.startswith(("on", "style", "srcset", "background", "id", "class", "target", "ping", "action", "name"))
    }
    fetched = {a for a in attributes if a.startswith("src=") and not a.startswith("src=data:image/png")}
    led = {a for a in attributes if a.startswith("href=")}
    assert (
        tags
        & {
            "script",
            "style",
            "svg",
            "math",
            "meta",
            "base",
            "link",
            "iframe",
            "form",
            "input",
            "object",
            "embed",
            "video",
            "template",
        },
        unsafe,
        fetched,
        led,
    ) == (set(), set(), set(), set())
