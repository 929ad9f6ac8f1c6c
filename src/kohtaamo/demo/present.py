"""The present moment: who waits now, what was promised for today, who is to be called, what did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kohtaamo.demo.cast.customers import Known, Register
from kohtaamo.demo.stories import MINUTE, World
from kohtaamo.demo.thread import Thread
from kohtaamo.demo.vows import keep, promise
from kohtaamo.demo.words.tongues import TONGUES
from kohtaamo.encounters.choices import CaseState, Outcome
from kohtaamo.promises.choices import Form, Source
from kohtaamo.promises.models import Promise
from kohtaamo.touchpoints.choices import Channel


@dataclass(frozen=True)
class Waits:
    """Somebody who waits now: for how many minutes, with what words, and how they feel when somebody noted it."""

    name: str
    language: str
    place: str
    minutes: int
    subject: str
    words: str
    feeling: int | None = None
    channel: str = ""
    for_whom: str = ""


@dataclass(frozen=True)
class Promised:
    """A promise for today: due in so many minutes from now, kept already when ``kept`` minutes ago."""

    name: str
    who: str
    place: str
    subject: str
    words: str
    answer: str
    what: str
    form: str
    due: int
    kept: int = 0


WAITING = (
    Waits("Jari Nieminen", "fi", "verkko", 112, "Tummanvihreä Kide-sohva", "Hei, onko Kide-sohvasta vielä tummanvihreää? Muutto on ensi viikolla, ja vanha sohva on jo myyty.\n\nJari", 3),
    Waits("Linnéa Björklund", "sv", "palvelu", 69, "Säng till mamma", "Hej! Min mamma är 83 och får ett eget rum på Lehmuspiha. Ryms Lepo-sängen om hissen är 140 cm djup?\n\nVänliga hälsningar\nLinnéa", 3, "", "Mammas ärende"),
    Waits("Chloe Bennett", "en", "palvelu", 47, "Two invoices for one order", "Hello,\n\nI got two invoices for order 584410 and now a reminder for the second one. Which one is right? I would rather not pay both.\n\nChloe", 2),
    Waits("Fatima Hassan", "fi", "verkko", 34, "Lampun ohje", "Lampun mukana ei ollut ohjetta suomeksi. En uskalla kytkeä sitä.\n\nFatima Hassan", 2, Channel.FORM),
    Waits("Pentti Hiltunen", "fi", "tampere", 12, "Maton nouto", "Mihin asti voin tänään hakea maton?", 4, Channel.SMS),
    Waits("Kaisa Lehto", "fi", "kallio", 4, "Kattilan emali", "Kattilan emali lohkesi, kuitti on hukassa.", 2, Channel.VISIT),
    Waits("Päivi Myllymäki", "fi", "toimitus", 126, "Päiväkodin tuolit", "Hei,\n\ntilasimme Päiväkoti Peukaloiseen kaksitoista Taimi-tuolia. Tuliko niistä vasta puolet, vai onko toinen laatikko vielä tulossa? Lapset istuvat vuorotellen.\n\nPäivi Myllymäki, johtaja", 3, "", "Päiväkoti Peukaloinen"),
    Waits("Olena Kovalenko", "en", "palvelu", 7, "The shelf is up!", "Hi! The Kuura shelf is on the wall and it is straight. Your colleague stayed on the phone with me for the whole step 7. Please tell him thank you.\n\nOlena", None),
    Waits("Greta Söderholm", "sv", "vaasaposti", 22, "Tygprov", "Hej,\n\nkunde ni lägga ett tygprov av den ljusa Kide-soffan i posten? Mina gardiner är besvärliga.\n\nGreta Söderholm", None),
)  # fmt: skip
PROMISED = (
    Promised("Heikki Laine", "noora", "palvelu", "Nojatuolin takuu", "Pesä-nojatuolin jousi antoi periksi. Tuoli on kolme vuotta vanha.", "Hei Heikki,\n\nkysyn korjaajalta ja vastaan sinulle vielä tänään.\n\nTerveisin Noora", "Takuuvastaus kirjallisena", Form.MAIL, -35),
    Promised("Sirpa Ojala", "noora", "verkko", "Valaisimen hinta", "Verkkokaupassa lukee 129 € ja lehdessä 99 €. Kumpi pitää?", "Hei Sirpa,\n\ntarkistan hinnan ja vahvistan sen sinulle tänään.\n\nTerveisin Noora", "Valaisimen hinta vahvistetaan", Form.ANY, 25),
    Promised("Maarit Kangas", "noora", "palvelu", "Maton vaihto", "Sammal-matto on 20 senttiä liian kapea. Käykö vaihto isompaan?", "Hei Maarit,\n\nkäy hyvin. Järjestän noudon ja kerron ajan tänään.\n\nTerveisin Noora", "Maton vaihdon nouto sovitaan", Form.ANY, 95),
    Promised("Anneli Vainio", "noora", "palvelu", "Ostotodistus kirjeenä", "En käytä sähköpostia, tyttäreni kirjoittaa tämän. Saisinko ostotodistuksen kirjeenä?", "Hei Anneli,\n\ntotta kai. Kirje lähtee tänään.\n\nTerveisin Noora", "Ostotodistus postiin", Form.LETTER, 180),
    Promised("Timo Jokela", "noora", "palvelu", "Peilin kiinnitys", "Mahtaako peili pysyä kipsilevyssä?", "Hei Timo,\n\nkysyn Teemulta ja palaan asiaan.\n\nTerveisin Noora", "Kiinnitysohje kirjallisena", Form.MAIL, 40, 70),
    Promised("Marja Leino", "noora", "verkko", "Peiton pesu", "Kutistuuko Pilvi-peitto kuivausrummussa?", "Hei Marja,\n\nvarmistan valmistajalta.\n\nTerveisin Noora", "Pesuohje varmistetaan", Form.MAIL, 30, 155),
    Promised("Kahvila Kanelipuu", "sami", "toimitus", "Pöydät kahvilaan", "Kuusi Pirtti-pöytää avajaisiin. Ovi on kapea, 78 cm.", "Hei,\n\npöydät tulevat jalat irrallaan ja kokoamme ne paikan päällä tänään.\n\nSami", "Pöydät perillä ja koottuna", Form.DELIVERY, 120),
    Promised("Ulla Hakala", "sami", "toimitus", "Sohva kolmanteen", "Hissi on rikki tiistaista lähtien. Miten sohvan käy?", "Hei Ulla,\n\nkaksi kantajaa tulee. Vahvistan ajan tänään.\n\nSami", "Kuljetusaika vahvistetaan", Form.CALL, 60),
    Promised("Ulrika Fagerholm", "emma", "palvelu", "Returen", "Pengarna för spegeln har inte kommit.", "Hej Ulrika,\n\njag kontrollerar med ekonomin och återkommer i dag.\n\nEmma", "Besked om återbetalningen", Form.MAIL, 140),
    Promised("Samuel Okafor", "oliver", "palvelu", "Assembly on Saturday?", "Could somebody assemble the Aitta cupboard on Saturday?", "Hello Samuel,\n\nI will call you about the time today.\n\nOliver", "I call about the assembly time", Form.CALL, 75),
    Promised("Raija Pesonen", "leila", "palvelu", "Hyvitys odotuksesta", "Kolme puhelua ja kolme eri vastausta. Haluan puhua esimiehelle.", "Hei Raija,\n\nanteeksi. Selvitän tämän itse ja soitan sinulle tänään.\n\nLeila", "Soitan ja kerron, mitä löysin", Form.CALL, 110),
)  # fmt: skip


def meet_all(register: Register) -> dict[str, Known]:
    """Those of today, not yet written."""
    languages = {one.name: one.language for one in WAITING} | dict.fromkeys(("Leena Ahola", "Veikko Salonen"), "fi")
    for one in PROMISED:
        languages[one.name] = {"emma": "sv", "oliver": "en"}.get(one.who, "fi")
    known = {one.customer.name: one for one in register.known}
    return {name: known.get(name) or register.add(name, language) for name, language in languages.items()}


def tell_present(world: World, register: Register, known: dict[str, Known]) -> None:
    """Write today down around the present moment."""
    for one in WAITING:
        _wait(world, known[one.name], one)
    for each in PROMISED:
        _promise(world, known[each.name], each)
    _call(world, known["Leena Ahola"])
    register.fails(known["Veikko Salonen"], _bounce(world, known["Veikko Salonen"]))


def _thread(world: World, who: Known, place: str, subject: str, at: datetime, for_whom: str = "") -> Thread:
    return Thread(
        world.book, world.chance, customer=who.customer, touchpoint=world.home.touchpoints[place], subject=subject,
        language=who.language, at=at, for_whom=for_whom, address=who.mail,
    )  # fmt: skip


def _wait(world: World, who: Known, one: Waits) -> None:
    at = world.days.at - one.minutes * MINUTE
    thread = _thread(world, who, one.place, one.subject, at, one.for_whom)
    thread.hears(at, one.words, channel=one.channel)
    _answer_time(world, thread, at)
    if one.feeling is not None:
        thread.feels(at + 2 * MINUTE, world.who(thread.case.touchpoint, who.language), one.feeling)


def _answer_time(world: World, thread: Thread, at: datetime) -> Promise | None:
    """The touchpoint's own promise, in open hours, as every arrival gets it."""
    place = thread.case.touchpoint
    if place.answer_minutes is None:
        return None
    due = world.days.answered(place, at, place.answer_minutes)
    what = TONGUES[thread.case.language].answer_promise
    return promise(thread, at, what=what, form=Form.ANY, due=due, member=None, source=Source.ANSWER_TIME)


def _promise(world: World, who: Known, one: Promised) -> None:
    member, now = world.home.members[one.who], world.days.at
    at = now - timedelta(hours=20, minutes=world.chance.randint(0, 300))
    thread = _thread(world, who, one.place, one.subject, at)
    thread.hears(at, one.words)
    answering = _answer_time(world, thread, at)
    message = thread.answers(at + 30 * MINUTE, member, one.answer)
    if answering is not None:
        answering.message = message
        keep(thread, answering, at + 31 * MINUTE, member=member, evidence=TONGUES[who.language].answered)
    due = world.days.round(now + one.due * MINUTE, 5)
    made = promise(thread, at + 30 * MINUTE, what=one.what, form=one.form, due=due, member=member, message=message)
    if one.kept:
        keep(thread, made, now - one.kept * MINUTE, member=member, evidence=TONGUES[who.language].done)
        thread.ends(now - one.kept * MINUTE, member, Outcome.SOLVED, 4)
    elif due < now:
        _let_pass(thread, made)


def _let_pass(thread: Thread, made: Promise) -> None:
    """The time went by: the case waits for us again, as the clock would have left it."""
    _note_passed(thread, made)
    thread.case.state, thread.case.waiting_since = CaseState.WAITING_US, made.due_at


def _note_passed(thread: Thread, made: Promise) -> None:
    made.was_overdue_at = made.due_at + MINUTE
    thread.tells(made.due_at + MINUTE, "promise.overdue", made, None)


def _call(world: World, who: Known) -> None:
    """A call she asked for at a time that suits her."""
    noora, now = world.home.members["noora"], world.days.at
    at = now - timedelta(hours=3)
    thread = _thread(world, who, "palvelu", "Kide-sohvan mitat", at)
    wished = world.days.round(now + 50 * MINUTE)
    thread.asks_for_call(at, "Mahtuuko Kide-sohva kerrostalon hissiin? Ehdin puhua ruokatauolla.", who.phone, wished)
    thread.takes(at + 40 * MINUTE, noora)
    thread.feels(at + 41 * MINUTE, noora, 4)


def _bounce(world: World, who: Known) -> datetime:
    """A confirmation that never arrived, with the promise the customer does not know of; when it failed."""
    noora, now = world.home.members["noora"], world.days.at
    at = now - timedelta(hours=26)
    thread = _thread(world, who, "palvelu", "Varaosat kirjeenä", at)
    thread.hears(at, "Hei,\n\nKuura-hyllyn kannattimet katosivat muutossa. Saako uusia?\n\nVeikko Salonen")
    answering = _answer_time(world, thread, at)
    thread.feels(at + 60 * MINUTE, noora, 3)
    message = thread.answers(at + 62 * MINUTE, noora, "Hei Veikko,\n\nsaa kyllä. Lähetän kannattimet kirjeenä, ja ne ovat sinulla ylihuomenna.\n\nTerveisin Noora")  # fmt: skip
    if answering is not None:
        answering.owner = noora
        if answering.due_at + MINUTE < now:  # on a Monday: what came on a Sunday was due this morning
            _note_passed(thread, answering)
    due = world.days.round(now + timedelta(hours=22), 60)
    promise(thread, at + 62 * MINUTE, what="Kannattimet perillä kirjeenä", form=Form.LETTER, due=due, member=noora, message=message)  # fmt: skip
    failed = now - 55 * MINUTE
    thread.bounces(failed, message, "550 5.1.1 Postilaatikkoa ei ole")
    return failed
