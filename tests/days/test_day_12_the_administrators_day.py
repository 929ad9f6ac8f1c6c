"""The administrator's day: who gets in and how, what other systems hear, what is kept, and what needs mending.

Aino asks a second step of the front line, and Noora takes one into use; a program gets a key, uses it and loses it; a web shop
hears what happens, falls silent, is seen to, and is told again; a mailbox with years of mail is looked at first and taken in
without a word to anybody; a mail to two of our addresses is one case; old files are shown before anything is taken away.
Complaints 3, 4, 6, 7, 15 and 21.
"""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.request
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, localtime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from tests.channels.mail.conftest import PASSWORD, ImapServer, make_mail
from tests.days.conftest import OpensDesk
from tests.days.desk import EEVA, PEKKA, Desk, answer, button, heading, link, until
from tests.platform.connections.receiving import receiving
from tests.stories.house import free_port
from tests.stories.mails import US

pytestmark = [pytest.mark.story, pytest.mark.server]
BILLS = "laskut@tupa.example"
OLD = 30  # mails from before, each of another customer


def aino_asks_for_a_second_step(aino: Page) -> None:
    link(aino, "Sisäänkirjautuminen").click()
    link(aino, "Kuka sen tarvitsee").click()
    aino.get_by_label("Asiakaspalvelija").select_option(label="Tarvitaan heti")
    button(aino, "Tallenna : Asiakaspalvelija").click()
    expect(aino.get_by_label("Asiakaspalvelija")).not_to_have_value("")


def noora_takes_one_into_use(desk: Desk, noora: Page) -> None:
    """She gets nowhere before; afterwards she is where she was going."""
    desk.go(noora, "/cases/")
    heading(noora, "Vielä yksi asia ennen kuin jatkat")
    link(noora, "Käytä koodisovellusta").click()
    heading(noora, "Ota koodisovellus käyttöön")
    secret = noora.locator("main code").inner_text()
    noora.get_by_label("Koodi").fill(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    button(noora, "Ota käyttöön").click()
    noora.wait_for_url(lambda there: "activate" not in there)
    desk.go(noora, "/accounts/2fa/")
    expect(noora.get_by_role("main")).to_contain_text("Käytössä: koodi kysytään salasanan jälkeen.")
    desk.go(noora, "/cases/")
    expect(noora.get_by_text("Ajan tasalla")).to_be_visible()


def asked(desk: Desk, key: str) -> int:
    """What a program with this key is answered when it asks for the cases."""
    about = urllib.request.Request(f"{desk.house.url}/api/v1/cases", headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(about, timeout=60) as answered:
            return int(answered.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def a_program_gets_a_key_and_loses_it(desk: Desk, aino: Page) -> None:
    desk.go(aino, "/settings/keys/")
    aino.get_by_label("Mikä ohjelma?").fill("Kassa")
    aino.get_by_role("checkbox", name=re.compile(r"^luku\s?: Asiat ja viestit")).check()
    button(aino, "Tee avain").click()
    expect(aino.get_by_role("heading", name="Avain on tehty")).to_be_visible()
    key = aino.locator("code.secret").inner_text()
    assert asked(desk, key) == 200
    aino.reload()
    expect(aino.locator("code.secret")).to_have_count(0)
    button(aino, "Mitätöi : Kassa").click()
    expect(aino.get_by_role("main")).to_contain_text("mitätöity")
    assert asked(desk, key) == 401


def a_web_shop_is_connected(desk: Desk, aino: Page, url: str) -> None:
    desk.go(aino, "/settings/connections/new/")
    aino.get_by_label("Sen nimi").fill("Verkkokauppa")
    aino.get_by_label("Missä se kuuntelee").fill(url)
    aino.get_by_label("Viestit: saatu, kirjoitettu, lähetetty").check()
    button(aino, "Yhdistä").click()
    expect(aino.get_by_role("main")).to_contain_text("whsec_")
    desk.go(aino, "/settings/connections/1/")
    button(aino, "Lähetä koe").click()


def what_it_missed_is_seen_and_sent_again(desk: Desk, aino: Page, noora: Page, port: int, case: int) -> None:
    """Complaint 6: what should leave stops, and nobody sees it."""
    desk.go(noora, f"/cases/{case}/")
    answer(noora, "Sänky tulee tiistaina.")
    until(
        lambda: (
            desk.house.rows("SELECT count(*) FROM connections_dispatch WHERE tries > 0 AND kind LIKE 'message.%'")
            != [(0,)]
        )
    )
    desk.go(aino, "/settings/connections/")
    expect(aino.get_by_role("main")).to_contain_text("Ei ole vastannut tämän jälkeen")
    desk.go(aino, "/operations/")
    expect(aino.get_by_role("heading", name="1 yhdistetty järjestelmä ei vastaa")).to_be_visible()
    with receiving(port) as shop:
        aino.get_by_role("button", name="Yritä nyt : Verkkokauppa").click()
        until(lambda: "message.written" in shop.types or "message.sent" in shop.types)
        desk.go(aino, "/settings/connections/1/?state=delivered")
        aino.get_by_role("main").get_by_role("link", name=re.compile(r"^message\.")).first.click()
        many = len(shop.came)
        button(aino, "Lähetä uudelleen").click()
        until(lambda: len(shop.came) > many)
        assert len({event["id"] for event in shop.events}) < len(shop.came)


def years_of_mail(server: ImapServer) -> None:
    """In the mailbox since 2019, all but the newest ten read long ago by another program."""
    for number in range(OLD):
        then = datetime(2019 + number // 5, 1 + number % 12, 3, 9, tzinfo=UTC)
        who = f"Asiakas {number} <asiakas{number}@ennen.example>"
        mail = make_mail(
            f"Vanha asia {number}", From=who, Message_ID=f"<{number}@ennen.example>", Date=format_datetime(then)
        )
        server.deliver(BILLS, mail)
        path = max(server.maildir(BILLS).joinpath("new").iterdir())
        os.utime(path, (then.timestamp(), then.timestamp()))
        if number < OLD - 10:
            path.rename(server.maildir(BILLS) / "cur" / f"{path.name}:2,S")


def an_old_mailbox_is_looked_at_first(desk: Desk, aino: Page, server: ImapServer) -> None:
    desk.go(aino, "/mailboxes/new/")
    aino.get_by_label("Kohtaamispiste").select_option(label="Verkkokaupan posti")
    aino.get_by_label("Osoite", exact=True).fill(BILLS)
    aino.get_by_label("Käyttäjätunnus").fill(BILLS)
    aino.get_by_label("Salasana tai uusimistunniste").fill(PASSWORD)
    for way, port in (("IMAP", server.port), ("SMTP", desk.letters.port)):
        aino.get_by_label(f"{way}-palvelin").fill("127.0.0.1")
        aino.get_by_label(f"{way}-portti").fill(str(port))
        aino.get_by_label(f"{way}-yhteys").select_option(label="Ei mitään (vain saman koneen sisällä)")
    button(aino, "Tallenna").click()
    heading(aino, BILLS)
    button(aino, "Katso postilaatikkoon").click()
    seen = aino.get_by_role("region", name="Tämän näimme")
    expect(seen.get_by_role("row", name=re.compile("INBOX"))).to_contain_text(re.compile(rf"{OLD}.*2019", re.S))
    assert desk.house.rows("SELECT count(*) FROM mail_intake WHERE is_history") == [(0,)]
    expect(seen).to_contain_text("Menneistä ei lähde yhtään viestiä")
    expect(seen.get_by_label("Ota ne hiljaa asiakkaiden menneisyydeksi")).to_be_checked()
    button(aino, "Aloita").click()


def all_of_it_is_taken_in_and_nobody_hears_of_it(desk: Desk, aino: Page) -> None:
    """Complaints 4 and 7: read or old mails were left on the server; and the first import wrote to thousands."""
    of_the_past = "SELECT count(*) FROM encounters_encounter WHERE is_history"
    until(lambda: desk.house.rows("SELECT stage FROM mail_mailbox WHERE address = ?", BILLS) == [("live",)])
    assert desk.house.rows(of_the_past) == [(OLD,)]
    aino.reload()
    both = aino.get_by_role("region", name="Mitä palvelimella on ja mitä meillä on")
    cells = both.get_by_role("row", name=re.compile("INBOX")).get_by_role("cell")
    assert cells.all_inner_texts()[:3] == [str(OLD), str(OLD), "0"]
    desk.go(aino, "/cases/")
    heading(aino, "Kukaan ei odota.")
    desk.go(aino, "/cases/?state=settled")
    expect(aino.get_by_role("list", name="Asiat").get_by_role("link", name=re.compile(r"^Asiakas \d+$"))).to_have_count(
        OLD
    )


def nobody_of_the_past_was_told_anything(desk: Desk) -> None:
    """Not before one who writes now has been thanked: what left for those of the past would have left by then."""
    desk.write(PEKKA, "Hei, onko myymälä auki?", "Myymälä")
    desk.heard(PEKKA, "Kiitos viestistäsi")
    assert [mail["To"] for mail in desk.letters.mails if "ennen.example" in str(mail["To"])] == []
    past = "case_id IN (SELECT case_id FROM encounters_encounter WHERE is_history)"
    for told in ("promises_promise", "serving_notification", "promises_recovery"):
        assert desk.house.rows(f"SELECT count(*) FROM {told} WHERE {past}") == [(0,)], told


def one_mail_to_two_of_our_addresses_is_one_case(desk: Desk, aino: Page) -> None:
    """Complaint 3: one mail to two addresses made two cases, or none."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = EEVA.address, f"{US}, {BILLS}", "Lasku on väärin"
    mail["Message-ID"], mail["Date"] = "<lasku@posti.example>", localtime()
    mail.set_content("Laskussa on väärä summa.")
    for address in (US, BILLS):
        desk.house.post(mail.as_bytes(), sender=EEVA.address, to=address)
    desk.go(aino, "/cases/?state=all")
    expect(aino.get_by_role("list", name="Asiat").get_by_text("Laskussa on väärä summa.")).to_have_count(1)


def old_files_are_shown_before_they_go(desk: Desk, aino: Page) -> None:
    """Complaint 21: records vanished, and nothing told who did it."""
    desk.go(aino, "/settings/retention/new/")
    aino.get_by_label("Monenko kuukauden kuluttua?").fill("24")
    button(aino, "Näytä, mitä se poistaisi").click()
    expect(aino.get_by_role("heading", level=1)).to_contain_text("poistuvat 2 vuoden kuluttua ratkeamisesta")
    expect(aino.get_by_role("heading", name=f"Nyt se poistaisi {OLD} asiasta")).to_be_visible()
    desk.go(aino, "/audit/?what=key.")
    expect(aino.get_by_role("main").get_by_role("listitem")).to_have_count(2)
    expect(aino.get_by_role("main")).to_contain_text("Aino Hallinto")


def test_the_house_is_kept_and_mended(desk_with: OpensDesk, dovecot: ImapServer) -> None:
    desk = desk_with(UNDO_SECONDS="0")
    years_of_mail(dovecot)
    case = desk.write(EEVA, "Hei, missä sänky on?")
    aino, noora, port = desk.at("administrator", "/settings/"), desk.at("owner"), free_port()
    aino_asks_for_a_second_step(aino)
    noora_takes_one_into_use(desk, noora)
    a_program_gets_a_key_and_loses_it(desk, aino)
    a_web_shop_is_connected(desk, aino, f"http://127.0.0.1:{port}/events")
    what_it_missed_is_seen_and_sent_again(desk, aino, noora, port, case)
    an_old_mailbox_is_looked_at_first(desk, aino, dovecot)
    all_of_it_is_taken_in_and_nobody_hears_of_it(desk, aino)
    one_mail_to_two_of_our_addresses_is_one_case(desk, aino)
    nobody_of_the_past_was_told_anything(desk)
    old_files_are_shown_before_they_go(desk, aino)
