"""The long path of Eeva Mattila: a lamp she praised, a bed for her mother, a Friday when nobody came."""

from __future__ import annotations

from datetime import datetime, timedelta

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.demo.cast.customers import Known, Register
from kohtaamo.demo.stories import World
from kohtaamo.demo.thread import Thread
from kohtaamo.demo.vows import keep, promise, settle
from kohtaamo.encounters.choices import Outcome
from kohtaamo.platform.time import default_zone
from kohtaamo.promises.choices import Form, PromiseState, Source
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel

MINUTE = timedelta(minutes=1)


def meet_eeva(register: Register) -> tuple[Known, Known]:
    """Eeva and her mother Irma, not yet written."""
    eeva = register.add(
        "Eeva Mattila", "fi", mail="eeva.mattila@posti.example", phone="050 555 2017", way="phone", since_days=3000,
        wishes="Soita mieluiten. Vahvistus tekstiviestillä.",
    )  # fmt: skip
    irma = register.add("Irma Mattila", "fi", phone="050 555 1941", since_days=130, way="letter")
    register.also(eeva, IdentityKind.EXTERNAL, "201 734")
    register.prefers(eeva, 10, 12)
    return eeva, irma


def tell_eeva(world: World, eeva: Known, irma: Known) -> None:
    """From the lamp to this morning."""
    _lamp(world, eeva)
    _before(world, eeva)
    _choosing(world, eeva, irma)
    _bed(world, eeva, irma)


def _ago(world: World, days: int, hour: int, minute: int = 0) -> datetime:
    day = world.days.at.astimezone(default_zone()) - timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _days_since_friday(world: World) -> int:
    """Days since the latest Friday that leaves at least one day for asking after it."""
    back = (world.days.at.astimezone(default_zone()).weekday() - 4) % 7
    return back if back >= 2 else back + 7


def _thread(world: World, who: Known, place: str, subject: str, at: datetime, **more: object) -> Thread:
    return Thread(
        world.book, world.chance, customer=who.customer, touchpoint=world.home.touchpoints[place], subject=subject,
        language="fi", at=at, address=who.mail, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _lamp(world: World, eeva: Known) -> None:
    at, noora = _ago(world, 600, 18, 12), world.home.members["noora"]
    thread = _thread(world, eeva, "palvelu", "Kiitos lampun asennuksesta", at)
    thread.hears(at, "Hei!\n\nAsentajanne kävi tänään. Hämy-lamppu on nyt keittiön katossa, ja pöydän ääressä näkee taas lukea. Kengätkin hän otti pois.\n\nEeva Mattila")  # fmt: skip
    thread.takes(at + 900 * MINUTE, noora)
    thread.feels(at + 901 * MINUTE, noora, 5)
    thread.answers(
        at + 905 * MINUTE, noora, "Hei Eeva,\n\nkiitos, että kerroit. Vien terveiset perille.\n\nTerveisin Noora"
    )
    thread.ends(at + 906 * MINUTE, noora, Outcome.SOLVED, 5)


def _before(world: World, eeva: Known) -> None:
    at, mira = _ago(world, 58, 19, 41), world.home.members["mira"]
    thread = _thread(world, eeva, "verkko", "Sammal-maton pesu", at)
    thread.hears(at, "Hei,\n\nvoiko Sammal-maton pestä koneessa? Lapsenlapsi ja mustikkapiirakka.\n\nt. Eeva")
    thread.answers(at + 840 * MINUTE, mira, "Hei Eeva,\n\nei koneessa, mutta mustikka lähtee kylmällä vedellä ja tilkalla tiskiainetta. Taputtele, älä hankaa.\n\nTerveisin Mira")  # fmt: skip
    thread.hears(at + 1500 * MINUTE, "Lähti! Kiitos, Mira.\n\nEeva")
    thread.ends(at + 1560 * MINUTE, mira, Outcome.SOLVED, 5)


def _choosing(world: World, eeva: Known, irma: Known) -> None:
    at, mikko = _ago(world, 16, 14, 5), world.home.members["mikko"]
    thread = _thread(world, eeva, "kallio", "Sängyn valinta äidille", at, for_customer=irma.customer, for_whom="Äidin asia: Irma Mattila, 84 v")  # fmt: skip
    thread.hears(at, "Etsin äidille sänkyä, josta pääsee itse ylös. Hän on 84 ja vähän itsepäinen.")
    thread.meets(at + MINUTE, mikko)
    thread.feels(at + 2 * MINUTE, mikko, 4)
    thread.notes(at + 35 * MINUTE, mikko, "Kokeilivat yhdessä neljää. Lepo-sänky 90 cm korkeilla jaloilla, luonnonvalkoinen pääty. Tilaa verkosta kotona.")  # fmt: skip
    thread.ends(at + 40 * MINUTE, mikko, Outcome.SOLVED, 5)


def _bed(world: World, eeva: Known, irma: Known) -> None:
    noora, ville, sami = (world.home.members[name] for name in ("noora", "ville", "sami"))
    at = _ago(world, 12, 9, 20)
    thread = _thread(world, eeva, "palvelu", "Sänky ei tullut perjantaina", at, for_customer=irma.customer, for_whom="Äidin asia: Irma Mattila, 84 v")  # fmt: skip
    thread.hears(at, "Hei,\n\ntilasin äidilleni Lepo-sängyn. Hän asuu toisessa kerroksessa, eikä talossa ole hissiä. Milloin se voidaan tuoda, ja kantavatko he sisään asti? Vanha sänky haetaan pois torstaina.\n\nEeva Mattila")  # fmt: skip
    answering = promise(thread, at, what="Vastaamme", form=Form.ANY, due=at + 240 * MINUTE, member=None, source=Source.ANSWER_TIME)  # fmt: skip
    friday = _ago(world, _days_since_friday(world), 16)
    message = thread.answers(at + 74 * MINUTE, noora, "Hei Eeva,\n\ntotta kai kannetaan sisään asti. Sovin kuljetuksen kanssa, ja Lepo-sänky tuodaan äidillesi perjantaina kello 16 mennessä. Kuljettaja soittaa sinulle puoli tuntia ennen.\n\nTerveisin Noora")  # fmt: skip
    answering.message = message
    keep(thread, answering, at + 75 * MINUTE, member=noora, evidence="Vastaus toimitettiin.")
    made = promise(thread, at + 74 * MINUTE, what="Lepo-sänky tuodaan ja kannetaan sisään", form=Form.DELIVERY, due=friday, member=noora, message=message)  # fmt: skip
    thread.hears(at + 130 * MINUTE, "Kiitos, tämä helpotti. Kerron äidille.\n\nEeva")
    thread.ends(at + 140 * MINUTE, noora, Outcome.PROMISED, 4)
    settle(thread, made, friday + 150 * MINUTE, state=PromiseState.BROKEN, member=sami, reason="Kuljetusliike ei noutanut lähetystä.")  # fmt: skip
    _after_friday(world, thread, ville, sami)


def _after_friday(world: World, thread: Thread, ville: Member, sami: Member) -> None:
    at = min(_ago(world, 1, 17, 32), world.days.at - timedelta(hours=12))
    thread.hears(at, "Missä äidin sänky on? Seurannassa lukee ”matkalla”, mutta niin luki perjantainakin.", channel=Channel.CHAT)  # fmt: skip
    thread.meets(at + 11 * MINUTE, ville)
    thread.feels(at + 12 * MINUTE, ville, 2)
    thread.notes(at + 15 * MINUTE, ville, "Odotti 11 minuuttia. Annoin seurantalinkin, parempaa tietoa ei ollut.")
    thread.ends(at + 16 * MINUTE, ville, Outcome.NOT_REACHED, 2)
    thread.case.owner = None
    thread.book.note(
        at + 20 * MINUTE, "case.let_go", actor=ville, case=thread.case, team=thread.case.team, member=ville
    )
    asked = world.days.at - 28 * MINUTE
    thread.asks_for_call(asked, "Sänky luvattiin perjantaiksi. Äiti nukkuu nyt sohvalla, eikä kukaan tiedä mistään mitään. Soittakaa joku.", "050 555 2017", None)  # fmt: skip
    thread.feels(asked + 3 * MINUTE, ville, 1)
    thread.notes(asked + 9 * MINUTE, sami, "Sänky löytyi terminaalista ehjänä. Huomisen autossa on tilaa klo 12–15.")
