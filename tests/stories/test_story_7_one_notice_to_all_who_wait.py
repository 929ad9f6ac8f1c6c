"""Story 7: decisions on daycare places are late. One notice with an apology and a new date reaches all who wait.

Three families ask by mail in three languages, a fourth likes to be called, a fifth to get a letter. Their cases are joined in three ways, the
notice is written once in each language and read as each will read it, sent with one button and seen to arrive; one mail
bounces, and that family is called. Who asks later is told at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect

from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import US, Letters, a_mail, text_of
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]
TITLE = "Päätökset päivähoitopaikoista"


@dataclass(frozen=True)
class Family:
    """One who waits: how they ask, and what they are told."""

    name: str
    address: str
    subject: str
    asks: str
    told: str = ""


VIRTA = Family(
    "Anna Virta", "anna.virta@posti.example", "Päivähoitopaikka",
    "Hei, milloin saamme päätöksen lapsen päivähoitopaikasta? Työt alkavat pian.", "Päätöksessä kestää kauemmin",
)  # fmt: skip
BERG = Family(
    "Ulla Berg", "ulla.berg@posti.example", "Dagvårdsplats",
    "Hej, när får vi beslutet om dagvårdsplatsen? Vi har väntat länge.", "Beslutet dröjer längre",
)  # fmt: skip
HUGHES = Family(
    "Tom Hughes", "tom.hughes@posti.example", "Daycare place",
    "Hello, when will we get the decision about the daycare place? We have been waiting.", "The decision takes longer",
)  # fmt: skip
AALTO = Family(
    "Irma Aalto", "irma.aalto@posti.example", "Päivähoito",
    "Hei, entä meidän lapsen päivähoitopaikka? Soittakaa, jos voitte.",
)  # fmt: skip
KOSKI = Family(
    "Eino Koski", "eino.koski@posti.example", "Lapsenlapsi",
    "Hei, onko lapsenlapsen päivähoitopaikasta tietoa? Kirje on minulle paras.",
)  # fmt: skip
LATER = Family(
    "Sari Niemi", "sari.niemi@posti.example", "Kysymys", "Hei! Milloin päivähoitopaikoista päätetään? Odotamme kovasti.",
)  # fmt: skip
TEXTS = {
    "fi": ("Hei {name}, olemme pahoillamme.", "Päätöksessä kestää kauemmin. Saat sen viimeistään {date}.", "Päätös paikasta"),
    "sv": ("Hej {name}, vi beklagar.", "Beslutet dröjer längre. Du får det senast {date}.", "Beslut om platsen"),
    "en": ("Hello {name}, we are sorry.", "The decision takes longer. You get it by {date}.", "The decision"),
}  # fmt: skip


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def until(is_so: Callable[[], bool], *, within: float = 90.0) -> None:
    ends = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < ends, "it did not come to be in time"
        time.sleep(0.1)


def ask(house: House, family: Family, *, number: int = 1) -> None:
    sender = f"{family.name} <{family.address}>"
    mail = a_mail(family.asks, sender=sender, subject=family.subject, message_id=f"<{number}.{family.address}>")
    house.post(mail, sender=family.address)


def case_of(house: House, family: Family) -> int:
    question = "SELECT case_id FROM encounters_message WHERE sender_address = ? ORDER BY id"
    until(lambda: bool(house.rows(question, family.address)))
    return int(house.rows(question, family.address)[0][0])


def likes(house: House, family: Family, way: str, kind: str, value: str, shown: str) -> None:
    """How a family likes to be told, and where they are reached so."""
    (customer,) = house.rows("SELECT customer_id FROM encounters_case WHERE id = ?", case_of(house, family))[0]
    house.change("UPDATE customers_customer SET way = ? WHERE id = ?", way, customer)
    house.change(
        "INSERT INTO customers_identity (customer_id, kind, value, shown, added_at) VALUES (?, ?, ?, ?, ?)",
        customer, kind, value, shown, "2026-01-01 00:00:00",
    )  # fmt: skip


def button(page: Page, words: str, **values: object) -> Locator:
    return page.get_by_role("button", name=say(words, **values), exact=True)


def names_the_matter(page: Page, house: House) -> str:
    page.goto(f"{house.url}/notices/")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("Nobody waits for the same thing as others."))
    page.get_by_label(say("What they all wait for")).fill(TITLE)
    button(page, "Gather those who wait").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    return page.url


def joins_by_words_and_those_to_come(page: Page) -> None:
    """The search finds every inflected form, as soon as the index has read the mails."""
    page.get_by_label(say("Words in it")).fill("päivähoitopaikka")

    def finds_them() -> bool:
        button(page, "Find cases").click()
        return page.locator(".choose li").count() == 3

    until(finds_them)
    page.locator("form[action$='/rule/'] button.primary").click()
    expect(page.locator(".joined li")).to_have_count(3)


def joins_from_the_encounter(page: Page, house: House, family: Family) -> None:
    page.goto(f"{house.url}/cases/{case_of(house, family)}/")
    page.locator("#belongs summary").click()
    page.locator("#belongs select").select_option(label=TITLE)
    button(page, "Join this case").click()
    expect(page.locator("#belongs")).to_contain_text(say("Not told yet."))


def joins_the_chosen(page: Page, address: str, word: str) -> None:
    page.goto(f"{address}?words={word}")
    page.locator(".choose input").check()
    button(page, "Join the chosen").click()
    expect(page.locator(".joined li")).to_have_count(5)


def writes_it(page: Page) -> None:
    button(page, "Write a notice").click()
    page.get_by_label(say("New day, if you know it")).fill((localdate() + timedelta(days=30)).isoformat())
    for language, words in TEXTS.items():
        for name, word in zip(("apology", "text", "promise"), words, strict=True):
            page.locator(f"[name={language}-{name}]").fill(word)
    button(page, "Look at it as they read it").click()


def reads_it_as_each_will(page: Page) -> list[str]:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Tämä menee 5 ihmiselle: 3 sähköpostilla, 1 soittamalla, 1 kirjeellä."
    )
    read = []
    for place in range(5):
        letter = page.locator("article.letter")
        expect(letter).to_be_visible()
        read.append(letter.inner_text())
        if place < 4:
            following = page.get_by_role("link", name=say("Next person"))
            address = str(following.get_attribute("href"))
            following.click()
            page.wait_for_url(f"**/{address}")
    return read


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
Content-Type: text/plain

The address does not exist.

--parts
Content-Type: message/delivery-status

Reporting-MTA: dns; posti.example

Final-Recipient: rfc822; {BERG.address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such person

--parts
Content-Type: text/rfc822-headers

Message-ID: {mail["Message-ID"]}
From: {US}
To: {BERG.address}

--parts--
""".encode()


def notices_in(letters: Letters) -> list[EmailMessage]:
    return [mail for mail in letters.mails if mail["Auto-Submitted"] == "auto-generated"]


def test_one_notice_reaches_all_who_wait_each_in_their_own_way(
    house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house = house_with(UNDO_SECONDS="0")
    for family in (VIRTA, BERG, HUGHES, AALTO, KOSKI):
        ask(house, family)
        case_of(house, family)
    likes(house, AALTO, "phone", "phone", "+358401234567", "040 123 4567")
    likes(house, KOSKI, "letter", "post", "koivukuja 3, 00100 helsinki", "Koivukuja 3, 00100 Helsinki")

    lead, owner = opens(house, "lead"), opens(house, "owner")
    matter = names_the_matter(lead, house)
    joins_by_words_and_those_to_come(lead)
    joins_from_the_encounter(owner, house, BERG)
    joins_the_chosen(lead, matter, "daycare")
    shot(lead, "story-7-1-who-waits")

    writes_it(lead)
    read = reads_it_as_each_will(lead)
    shot(lead, "story-7-2-as-they-read-it")
    lead.locator("form[action$='/sending/'] button.primary").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text("3 on kuullut, 2 odottaa vielä.")

    until(lambda: len(notices_in(letters)) == 3)
    told = {str(mail["To"]): text_of(mail) for mail in notices_in(letters)}
    for family in (VIRTA, BERG, HUGHES):
        assert family.told in told[family.address]
        assert any(text.split("\n")[0] in told[family.address] for text in read)
    berg = next(mail for mail in notices_in(letters) if mail["To"] == BERG.address)

    house.post(bounced(berg), sender="")
    expect(lead.locator("#progress")).to_contain_text(f"Viesti ei mennyt perille osoitteeseen {BERG.address}")
    shot(lead, "story-7-3-one-did-not-arrive")
    owner.goto(f"{house.url}/")
    owner.get_by_role("link", name=say("A notice did not reach one person.")).click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Kolme odottaa soittoa tai kirjettä.")
    shot(owner, "story-7-4-to-be-called")
    told_by_hand = (f"{AALTO.name}: soitettu", f"{KOSKI.name}: kirje lähetetty", f"{BERG.name}: soitettu")
    for left, done in zip((2, 1, 0), told_by_hand, strict=True):
        owner.get_by_role("button", name=done).click()
        expect(owner.locator(".by-hand li")).to_have_count(left)
    expect(lead.get_by_role("heading", level=1)).to_have_text("Kaikille on kerrottu.")

    ask(house, LATER)
    until(lambda: len(notices_in(letters)) == 4)
    assert notices_in(letters)[-1]["To"] == LATER.address
    ask(house, VIRTA, number=2)
    case_of(house, VIRTA)
    owner.goto(f"{house.url}/cases/{case_of(house, VIRTA)}/")
    expect(owner.locator("#belongs")).to_contain_text(TITLE)
    expect(owner.locator("#promises")).to_contain_text("Päätös paikasta")
    shot(owner, "story-7-5-the-encounter")
    assert len(notices_in(letters)) == 4
