"""Story 1, by mail: the first who meets the customer cannot solve the matter, and takes it on all the same.

The front line notices, notes what must be asked, gives the case to an expert and promises a time; the customer gets both
in writing, sees them on a page of their own, and is told when it is solved; the time counts.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.channels.mail.conftest import PASSWORD, ImapServer
from tests.stories.conftest import HERE, MakesHouse, Opens, Shoots
from tests.stories.hands import Hands, Keys, Pointer
from tests.stories.house import House
from tests.stories.mails import Letters, a_mail, own_page_in, text_of
from tests.stories.words import said, starting

pytestmark = [pytest.mark.story, pytest.mark.server]
HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Words:
    """What the people of the story say, in one language."""

    offer: str
    subject: str
    asks: str
    question: str
    word: str
    promise: str
    promised: str
    time: str
    solution: str
    evidence: str


WORDS = {
    "fi": Words(
        offer="1 uusi odottaa.",
        subject="Sänky ei tullut perjantaina",
        asks="Hei, odotin sänkyä koko perjantain eikä kukaan soittanut. Missä se on?",
        question="Mahtuuko sänky porraskäytävään? Kysyttävä ennen uutta aikaa.",
        word="Tunnet kuljetuksen, katsotko tätä?",
        promise="Hei Eeva, ymmärrän hyvin. Palaan asiaan huomenna klo 16 mennessä.",
        promised="Palaamme asiaan",
        time="huomenna klo 16",
        solution="Hei, sänky löytyi varastolta ehjänä.",
        evidence="vastattu postilla, sänky löytyi",
    ),
    "en": Words(
        offer="1 new is waiting.",
        subject="The bed did not come on Friday",
        asks="Hello, I waited for the bed all of Friday and nobody called me. Where is it now?",
        question="Does the bed fit through the stairs? To be asked before a new time.",
        word="You know the deliveries, would you look at this?",
        promise="Hello Eeva, I quite understand. I will get back to you by 4 pm tomorrow.",
        promised="We come back to this",
        time="tomorrow 16:00",
        solution="Hello, the bed was found in our warehouse, quite unharmed.",
        evidence="answered by mail, the bed was found",
    ),
}


@dataclass
class Scene:
    """One telling of the story: where, in which language, by what hands, with scripts or without."""

    house: House
    letters: Letters
    opens: Opens
    shot: Shoots
    language: str = "fi"
    hands: Hands = field(default_factory=Pointer)
    scripts: bool = True

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    def open(self, who: str, path: str) -> Page:
        page = self.opens(self.house, who, java_script_enabled=self.scripts)
        page.goto(f"{self.house.url}{path}")
        return page

    def say(self, words: str) -> str:
        return said(self.language, words)

    def picture(self, page: Page, name: str) -> None:
        if isinstance(self.hands, Pointer) and self.scripts:
            self.shot(page, f"story-1-{self.language}-{name}")


def the_mail(scene: Scene) -> bytes:
    return a_mail(scene.words.asks, subject=scene.words.subject)


def by_smtp(scene: Scene) -> None:
    scene.house.post(the_mail(scene), sender="eeva.mattila@posti.example")


def sees_the_arrival_and_takes_it(scene: Scene, page: Page) -> int:
    """Today stays still: the arrival is offered, shown when asked for, and taken. Returns the case's id."""
    heard = scene.letters.that(lambda text: scene.say("Thank you for your message. It has reached us.") in text)
    assert heard["Auto-Submitted"] == "auto-replied"
    if scene.scripts:
        offer = page.locator("#news a")
        expect(offer).to_contain_text(scene.words.offer)
        expect(page.locator("#board article.next")).to_have_count(0)
        scene.picture(page, "1-the-offer")
        scene.hands.press(offer)
    else:
        page.reload()
    expect(page.locator("#next-h")).to_have_text("Eeva Mattila")
    expect(page.locator("#board .words")).to_contain_text(scene.words.asks[:40])
    scene.hands.press(page.get_by_role("button", name=starting(scene.language, "Take it")))
    page.wait_for_url(re.compile(r"/cases/\d+/$"))
    expect(page.locator("#head")).to_contain_text(scene.say("You have this"))
    expect(page.locator("#talk-list .note-in .badge")).to_have_text(scene.say("Automatic reply"))
    return int(page.url.rstrip("/").rpartition("/")[2])


def notes_what_must_be_asked(scene: Scene, page: Page) -> None:
    scene.hands.tick(page.locator("#composer [name=kind][value=note]"))
    scene.hands.write(page.locator("#write"), scene.words.question)
    scene.hands.press(page.locator("#save-note"))
    note = page.locator("#talk-list .note-in", has_text=scene.words.question)
    expect(note).to_contain_text(scene.say("only for us"))


def gives_it_to_the_expert(scene: Scene, page: Page) -> None:
    scene.hands.press(page.locator("#give"))
    scene.hands.pick(page.locator("#give-to"), "Eero Salmi")
    word = page.locator("#give-word")
    scene.hands.write(word, scene.words.word)
    scene.hands.press(page.locator("#head form[action$='/giving/'] button[type=submit]"))
    expect(page.locator("#head")).to_contain_text(said(scene.language, "%(name)s has this", name="Eero"))
    expect(page.locator("#talk-list")).to_contain_text(scene.words.word)


def promises_a_time(scene: Scene, page: Page) -> None:
    """The promise in the text is offered, and recorded with one key; without scripts it is asked after sending."""
    scene.hands.write(page.locator("#write"), scene.words.promise)
    if scene.scripts:
        expect(page.locator("#offers [data-offer]")).to_contain_text(scene.words.promised)
        scene.picture(page, "2-the-promise-is-offered")
        page.locator("#write").press("Tab")
        expect(page.locator("#recorded li")).to_contain_text(scene.words.promised)
        expect(page.locator("#offers [data-offer]")).to_have_count(0)
        page.keyboard.press("Control+Enter")
    else:
        scene.hands.press(page.locator("#send"))
        scene.hands.press(page.locator(".asked .offer button"))
    expect(page.locator("#talk-list .ours")).to_contain_text(scene.words.promise)
    expect(page.locator("#promises")).to_contain_text(scene.words.promised)


def the_customer_gets_it_in_writing(scene: Scene) -> str:
    """Returns the address of the customer's own page."""
    mail = scene.letters.that(lambda text: scene.words.promise in text)
    assert mail["To"] == "eeva.mattila@posti.example"
    assert mail["In-Reply-To"] == "<m1@posti.example>"
    if scene.scripts:
        assert said(scene.language, "We promised: %(what)s, by %(when)s at the latest.").split("%")[0] in text_of(mail)
        assert scene.words.promised in text_of(mail)
    assert scene.words.question not in text_of(mail)
    return own_page_in(mail)


def the_customer_sees_who_has_it(scene: Scene, address: str) -> Page:
    page = scene.opens(scene.house, java_script_enabled=scene.scripts)
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", scene.language)
    expect(page.locator(".keeper")).to_contain_text("Eero Salmi")
    expect(page.locator(".vow")).to_contain_text(scene.words.promised)
    expect(page.locator(".vow")).to_contain_text(scene.words.time)
    expect(page.locator("main")).not_to_contain_text(scene.words.question)
    scene.picture(page, "3-the-customers-own-page")
    return page


def the_expert_answers_and_keeps_the_promise(scene: Scene, page: Page) -> None:
    scene.hands.write(page.locator("#write"), scene.words.solution)
    scene.hands.press(page.locator("#send"))
    expect(page.locator("#talk-list .ours").last).to_contain_text(scene.words.solution)
    scene.letters.that(lambda text: scene.words.solution in text)
    if scene.scripts:  # the answer came in time: its own promise is seen kept, without reloading
        kept = said(scene.language, "Kept %(when)s", when="")
        expect(page.locator("#promises .plist .note", has_text=kept)).to_have_count(1)
    vow = page.locator("#promises .plist > li", has_text=scene.words.promised)
    scene.hands.press(vow.locator("details > summary", has_text=starting(scene.language, "Kept")))
    scene.hands.write(vow.locator("[name=evidence]"), scene.words.evidence)
    scene.hands.press(vow.get_by_role("button", name=scene.say("Mark as kept")))
    expect(vow).to_contain_text(scene.words.evidence)


def it_ends_well(scene: Scene, page: Page) -> None:
    scene.hands.tick(page.locator("#ending [name=feeling][value='4']"))
    scene.hands.press(page.locator("#end-solved"))
    expect(page.locator("#head .badge.good")).to_be_visible()
    scene.picture(page, "4-settled")


def the_time_counts(scene: Scene, page: Page, case: int) -> None:
    page.goto(f"{scene.house.url}/touchpoints/{scene.house.cast['touchpoint']}/")
    expect(page.locator("table.table tbody tr")).to_have_count(2)
    expect(page.locator("table.table caption")).to_contain_text("1")
    scene.picture(page, "5-the-touchpoint")
    [(noticed, answered, feeling, outcome)] = scene.house.rows(
        "SELECT noticed_at IS NOT NULL, answered_at IS NOT NULL, feeling_end, outcome FROM encounters_encounter WHERE case_id = ?",
        case,
    )
    assert (noticed, answered, feeling, outcome) == (1, 1, 4, "solved")


def the_register_tells_the_truth(scene: Scene, case: int, told_at: datetime) -> None:
    """The promise was due tomorrow at four, and kept with its evidence; the answer was on time too."""
    [(due, state, evidence, in_full)] = scene.house.rows(
        "SELECT due_at, state, evidence, in_full FROM promises_promise WHERE case_id = ? AND source = 'text'", case
    )
    tomorrow = (told_at + timedelta(days=1)).replace(hour=16, minute=0, second=0, microsecond=0)
    assert datetime.fromisoformat(due).replace(tzinfo=ZoneInfo("UTC")) == tomorrow
    assert (state, evidence, in_full) == ("kept", scene.words.evidence, 1)
    answers = scene.house.rows("SELECT state FROM promises_promise WHERE case_id = ? AND source != 'text'", case)
    assert answers == [("kept",)]


def tell(scene: Scene, *, arrives: object = None) -> None:
    """The whole story."""
    told_at = datetime.now(HELSINKI)
    page = scene.open("owner", "/")
    expect(page.locator("#how-many")).to_have_text(scene.say("Nobody is waiting."))
    (arrives or by_smtp)(scene)  # type: ignore[operator]
    case = sees_the_arrival_and_takes_it(scene, page)
    notes_what_must_be_asked(scene, page)
    gives_it_to_the_expert(scene, page)
    promises_a_time(scene, page)
    porch = the_customer_sees_who_has_it(scene, the_customer_gets_it_in_writing(scene))
    expert = scene.open("expert", f"/cases/{case}/")
    the_expert_answers_and_keeps_the_promise(scene, expert)
    it_ends_well(scene, expert)
    porch.reload()
    expect(porch.locator(".state")).to_have_text(scene.say("This matter is settled. Write if something is still open."))
    the_time_counts(scene, expert, case)
    the_register_tells_the_truth(scene, case, told_at)


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_first_who_meets_the_customer_takes_it_on(
    language: str, house_with: MakesHouse, letters: Letters, opens: Opens, shot: Shoots
) -> None:
    tell(Scene(house_with(language), letters, opens, shot, language))


def test_the_story_by_keyboard_alone(house: House, letters: Letters, opens: Opens, shot: Shoots) -> None:
    tell(Scene(house, letters, opens, shot, hands=Keys()))


def test_the_story_without_scripts(house: House, letters: Letters, opens: Opens, shot: Shoots) -> None:
    tell(Scene(house, letters, opens, shot, scripts=False))


def test_the_story_when_the_mail_is_fetched_by_imap(
    house: House, letters: Letters, opens: Opens, shot: Shoots, dovecot: ImapServer
) -> None:
    user = f"u{time.time_ns()}"
    house.run(HERE / "connect_mailbox.py", str(dovecot.port), user, PASSWORD)
    tell(Scene(house, letters, opens, shot), arrives=lambda scene: dovecot.deliver(user, the_mail(scene)))
    assert house.rows("SELECT source, outcome FROM mail_intake") == [("imap", "stored")]
