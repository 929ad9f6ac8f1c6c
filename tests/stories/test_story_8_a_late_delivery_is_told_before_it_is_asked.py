"""Story 8: a delivery is an hour late. The carrier's system tells us, signed; the one who has the customer sees it at once.

The apology goes out with a gift within the mandate and a new time before the customer asks; what they feel afterwards
is remembered beside it. An order nobody knows stays to be seen until a person says whom it concerns.
"""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import Page, expect

from kohtaamo.platform.signed import signature
from kohtaamo.platform.time import now
from tests.stories.conftest import MakesHouse, Opens, Shoots
from tests.stories.house import House
from tests.stories.mails import Letters, a_mail, text_of
from tests.stories.words import said

pytestmark = [pytest.mark.story, pytest.mark.server]


def say(words: str, **values: object) -> str:
    return said("fi", words, **values)


def until(is_so: Callable[[], bool], *, within: float = 90.0) -> None:
    ends = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < ends, "it did not come to be in time"
        time.sleep(0.1)


def the_carrier_gets_its_secret(page: Page, house: House) -> str:
    page.goto(f"{house.url}/settings/hooks/")
    page.get_by_label(say("Its name")).fill("Kuljetus Oy")
    page.get_by_role("button", name=say("Make its secret")).click()
    return page.locator("code.secret").inner_text()


def tells(house: House, secret: str, called: str, **report: str) -> tuple[int, dict[str, object]]:
    """What the carrier's system posts, and what it is answered."""
    body, at = json.dumps(report).encode(), str(int(time.time()))
    signed = signature(base64.b64decode(secret.removeprefix("whsec_")), called, at, body)
    headers = {"webhook-id": called, "webhook-timestamp": at, "webhook-signature": signed}
    asked = urllib.request.Request(f"{house.url}/hooks/lateness/", body, headers)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def may_give_gifts(house: House) -> None:
    """The lead has given Noora a mandate of twenty euros."""
    (kind,) = house.rows("SELECT id FROM mandates_kind WHERE code = 'gift'")[0]
    house.change(
        "INSERT INTO mandates_mandate (kind_id, member_id, per_encounter, period, valid_from, granted_at) "
        "VALUES (?, ?, 2000, 'month', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
        kind, house.cast["owner"]["id"],
    )  # fmt: skip


def an_answer_to(mail: EmailMessage, words: str) -> bytes:
    """What the customer's own mail program sends when they answer a mail of ours."""
    answer = message_from_bytes(a_mail(words, subject=f"Vs: {mail['Subject']}", message_id="<m2@posti.example>"))
    answer["In-Reply-To"] = answer["References"] = str(mail["Message-ID"])
    return answer.as_bytes()


def puts_it_right(page: Page, letters: Letters, due: str) -> EmailMessage:
    expect(page.get_by_role("heading", level=1)).to_have_text(say("We owe %(name)s an apology", name="Eeva Mattila"))
    page.get_by_role("radio", name=said("fi", "Gift card")).check()
    page.locator("input[name^=amount-]").fill("15")
    page.get_by_label(say("By when?")).blur()
    expect(page.locator("#letter")).to_contain_text("15\xa0€")
    expect(page.locator("#letter")).to_contain_text("Anteeksi.")
    page.get_by_role("button", name=say("Apologise and put right")).click()
    expect(page.locator("#mend .mended")).to_contain_text("Noora korjasi tämän")
    mail = letters.that(lambda text: "Tilauksesi 1234 on myöhässä" in text)
    told = text_of(mail)
    assert mail["To"] == "eeva.mattila@posti.example"
    assert ("15\xa0€" in told, due in told, "Anteeksi." in told) == (True, True, True)
    return mail


def test_the_apology_goes_out_before_the_customer_asks(
    house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    house = house_with(UNDO_SECONDS="0")
    may_give_gifts(house)
    administrator, owner = opens(house, "administrator"), opens(house, "owner")
    secret = the_carrier_gets_its_secret(administrator, house)
    administrator.reload()
    expect(administrator.locator("code.secret")).to_have_count(0)

    house.post(
        a_mail("Hei, tilasin sohvan, tilaus 1234. Onhan asennus mukana?", subject="Sohva"),
        sender="eeva.mattila@posti.example",
    )
    until(lambda: bool(house.rows("SELECT 1 FROM encounters_case")))
    (case,) = house.rows("SELECT id FROM encounters_case")[0]
    owner.goto(f"{house.url}/")
    expect(owner.locator("#mending")).not_to_contain_text("1234")

    late = localtime(now()) + timedelta(hours=1)
    report = {"order": "1234", "late_until": late.isoformat(), "customer": "eeva.mattila@posti.example"}
    assert tells(house, secret, "a", **report) == (202, {"outcome": "taken", "placed": True})
    assert tells(house, secret, "a", **report) == (202, {"outcome": "known", "placed": True})
    assert tells(house, "whsec_" + base64.b64encode(b"another secret").decode(), "b", **report)[0] == 401
    line = owner.locator("#mending a")
    expect(line).to_contain_text("Yksi korjaus odottaa. Eeva Mattila: Tilaus 1234 on myöhässä")
    shot(owner, "story-8-1-seen-at-once")

    line.click()
    shot(owner, "story-8-2-the-apology")
    apology = puts_it_right(
        owner, letters, due=f"{late.hour}.{late.minute:02d}" if late.minute else f"klo\xa0{late.hour}"
    )
    shot(owner, "story-8-3-put-right")
    owner.locator("#ending [name=feeling][value='4']").check(force=True)
    owner.locator("#end-solved").click()
    expect(owner.locator("#head .badge.good")).to_be_visible()
    [(state, after)] = house.rows("SELECT state, feeling_after FROM promises_recovery WHERE case_id = ?", case)
    assert (state, after) == ("made", 4)
    assert house.rows("SELECT source FROM promises_promise WHERE source = 'recovery'") == [("recovery",)]
    owner.goto(f"{house.url}/")
    expect(owner.locator("#mending a")).to_have_count(0)

    thanks = "Sohva tuli. Hienoa, että kerroitte ennen kuin ehdin kysyä!"
    house.post(an_answer_to(apology, thanks), sender="eeva.mattila@posti.example")
    again = a_mail("Haluaisin vielä lampun.", subject="Lamppu", message_id="<m3@posti.example>")
    house.post(again, sender="eeva.mattila@posti.example")
    until(lambda: house.rows("SELECT count(*) FROM encounters_message WHERE author = 'customer'") == [(3,)])
    owner.goto(f"{house.url}/recoveries/1/")
    came_of_it = owner.locator("main .terms")
    expect(came_of_it).to_contain_text(thanks)
    expect(came_of_it).to_contain_text("kyllä, ")
    shot(owner, "story-8-5-what-came-of-it")


def test_an_order_nobody_knows_stays_to_be_seen(house_with: MakesHouse, opens: Opens, shot: Shoots) -> None:
    house = house_with()
    administrator = opens(house, "administrator")
    secret = the_carrier_gets_its_secret(administrator, house)
    house.post(a_mail("Missä sohva viipyy?", subject="Sohva"), sender="eeva.mattila@posti.example")
    until(lambda: bool(house.rows("SELECT 1 FROM encounters_case")))
    (case,) = house.rows("SELECT id FROM encounters_case")[0]
    late = (localtime(now()) + timedelta(hours=1)).isoformat()
    assert tells(house, secret, "a", order="777", late_until=late)[1]["placed"] is False
    administrator.goto(f"{house.url}/operations/")
    shot(administrator, "story-8-4-fits-no-customer")
    administrator.get_by_role("link", name="Tilaus 777 on myöhässä").click()
    administrator.get_by_label(say("The number of the case")).fill(f"K-{case}")
    administrator.get_by_role("button", name=say("It concerns this case")).click()
    expect(administrator.get_by_role("heading", level=1)).to_have_text(
        say("We owe %(name)s an apology", name="Eeva Mattila")
    )
