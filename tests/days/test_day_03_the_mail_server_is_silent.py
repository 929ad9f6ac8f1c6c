"""The day the mail server is silent: nothing comes or leaves, everybody who should know sees it, and all of it leaves once.

Noora answers two customers while nothing leaves; the case, Today and the operations page say so with the reason. The
server comes back, the answers leave once each; one of them bounces, which is seen where it was written, and leaves again
to the right address. Complaints 4, 6 and 8.
"""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.days.conftest import OpensDesk
from tests.days.desk import EEVA, PEKKA, Desk, answer, button, heading, link
from tests.stories.house import free_port
from tests.stories.mails import US, Letters, receiving, text_of

pytestmark = [pytest.mark.story, pytest.mark.server]
TOLD, OTHER = "Sänky tulee tiistaina.", "Lamppu on lähtenyt eilen."


@pytest.fixture
def silent(desk_with: OpensDesk) -> Desk:
    """A desk whose mail server neither gives mails nor takes them."""
    desk = desk_with(is_open=False, UNDO_SECONDS="0")
    desk.house.change("UPDATE mail_mailbox SET smtp_port = ?", free_port())
    desk.house.change(
        "UPDATE mail_mailbox SET imap_host = '127.0.0.1', imap_port = ?, imap_security = 'none'", free_port()
    )
    desk.house.start()
    return desk


def an_hour_passes(desk: Desk, minutes: int = 60) -> None:
    """Power is cut and comes back, so that the clocks of the house can be an hour on."""
    desk.house.kill()
    desk.house.let_pass(minutes)
    desk.house.start()


def answers_wait_and_say_so(desk: Desk, noora: Page, eeva: int, pekka: int) -> None:
    """Complaint 6: nothing left for weeks, and nobody saw it."""
    for case, words in ((pekka, OTHER), (eeva, TOLD)):
        desk.go(noora, f"/cases/{case}/")
        answer(noora, words)
        expect(noora.locator("#talk-list .ours")).to_contain_text("Viivästyi. Yritämme uudelleen.")


def the_one_who_minds_the_machine_is_told(aino: Page) -> None:
    link(aino, "Asetukset 2 korjattavaa").click()
    link(aino, "Ylläpito").click()
    heading(aino, "2 asiaa kaipaa korjaajaa.")
    expect(aino.get_by_role("heading", name="4 viestin olisi pitänyt jo lähteä")).to_be_visible()
    expect(aino.get_by_role("main")).to_contain_text(EEVA.address)


def that_no_mail_is_fetched_is_told_in_words(aino: Page) -> None:
    """Complaint 4: mail lay on the server for days and was never fetched, and nothing told of it."""
    expect(aino.get_by_role("heading", name="1 postilaatikkoon ei saada yhteyttä")).to_be_visible()
    link(aino.get_by_role("main"), US).click()
    trouble = aino.get_by_role("alert").filter(has=aino.get_by_role("heading", name="Postilaatikko ei toimi"))
    expect(trouble).to_contain_text("127.0.0.1 ei vastaa")
    expect(trouble).to_contain_text("eikä mitään katoa")


def all_of_it_leaves_once(noora: Page, back: Letters) -> EmailMessage:
    """The page that has been open all the time changes by itself. Returns the mail that Eeva got."""
    told = back.that(lambda text: TOLD in text)
    back.that(lambda text: OTHER in text)
    sent = noora.locator("#talk-list .ours .sent")
    expect(sent).to_be_visible()
    assert sorted(str(mail["To"]) for mail in back.mails if mail["Auto-Submitted"] is None) == [
        EEVA.address,
        PEKKA.address,
    ]
    return told


def bounced(mail: EmailMessage) -> bytes:
    """The report of a mail server that could not deliver this mail of ours (RFC 3464)."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@posti.example>
To: {US}
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@posti.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="parts"

--parts
Content-Type: message/delivery-status

Reporting-MTA: dns; posti.example

Final-Recipient: rfc822; {EEVA.address}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--parts
Content-Type: text/rfc822-headers

Message-ID: {mail["Message-ID"]}
From: {US}
To: {EEVA.address}

--parts--
""".encode()


def one_that_did_not_arrive_is_seen_and_sent_again(desk: Desk, noora: Page, back: Letters, told: EmailMessage) -> None:
    """Complaint 8: an answer never reached the customer, and nobody knew."""
    desk.house.post(bounced(told), sender="")
    ours = noora.locator("#talk-list .ours").first
    expect(ours).to_contain_text(f"Tämä ei tavoittanut osoitetta {EEVA.address}.")
    expect(ours).to_contain_text("Mailbox full")
    button(ours, "Lähetä uudelleen").click()
    expect(ours.locator(".sent")).to_be_visible()
    assert len([mail for mail in back.mails if TOLD in text_of(mail)]) == 2


def test_nothing_leaves_all_see_it_and_then_all_of_it_leaves_once(silent: Desk) -> None:
    desk = silent
    eeva, pekka = desk.write(EEVA, "Hei, missä sänky on?"), desk.write(PEKKA, "Entä lamppu?", "Lamppu")
    noora = desk.at("owner")
    answers_wait_and_say_so(desk, noora, eeva, pekka)
    an_hour_passes(desk)
    aino = desk.at("administrator")
    the_one_who_minds_the_machine_is_told(aino)
    that_no_mail_is_fetched_is_told_in_words(aino)
    [(port,)] = desk.house.rows("SELECT smtp_port FROM mail_mailbox WHERE address = ?", US)
    with receiving(port) as back:
        an_hour_passes(desk)
        told = all_of_it_leaves_once(noora, back)
        one_that_did_not_arrive_is_seen_and_sent_again(desk, noora, back, told)
