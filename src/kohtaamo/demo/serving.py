"""What helps those who serve in the demonstration: saved answers in use, a name in a note, a matter asleep, a stand-in."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.demo.words.finnish import FINNISH_TONGUE
from kohtaamo.encounters.choices import Author, CaseState
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.models import Case, Message
from kohtaamo.serving.commands.answers import Wording, save_answer
from kohtaamo.serving.commands.share import set_away
from kohtaamo.serving.commands.snooze import snooze
from kohtaamo.serving.models import AnswerUse, SavedAnswer

PASTED = next(topic.pasted for topic in FINNISH_TONGUE.topics if topic.pasted)

_SAVED = (
    (
        "Toimitusaika", "toimitus", "Toimitus",
        "Hei {customer.first_name},\n\ntilauksesi on matkalla. Viimeistään {promise.due} se on perillä. Jos aika ei sovi, vastaa tähän viestiin.\n\nTerveisin {me.first_name}\n{organisation.name}",
        "Hej {customer.first_name},\n\ndin beställning är på väg. Senast {promise.due} är den framme. Svara på detta meddelande om tiden inte passar.\n\nHälsningar {me.first_name}\n{organisation.name}",
        "Hello {customer.first_name},\n\nyour order is on its way. It arrives {promise.due} at the latest. Answer this message if the time does not suit you.\n\nKind regards, {me.first_name}\n{organisation.name}",
    ),
    (
        "Palautus", "palautus", "Palautukset",
        "Hei {customer.first_name|hyvä asiakas},\n\npalautus on maksuton 30 päivän ajan. Kerro, kumpi sopii sinulle: nouto kotoa vai tuonti myymälään? Asianumerosi on {case.number}.\n\nTerveisin {me.first_name}",
        "Hej {customer.first_name|bästa kund},\n\nreturen är avgiftsfri i 30 dagar. Vilket passar dig: hämtning hemma eller inlämning i butiken? Ditt ärendenummer är {case.number}.\n\nHälsningar {me.first_name}",
        "",
    ),
    (
        "Kiitos ja kuittaus", "kiitos", "",
        "Hei {customer.first_name},\n\nkiitos, että kerroit. Vien terveisesi perille.\n\nTerveisin {me.first_name}",
        "", "",
    ),
)  # fmt: skip


def save_answers(home: Organisation) -> None:
    """A few answers everyone may use; one of them goes to many as it is."""
    lead = home.members["leila"]
    for name, code, folder, fi, sv, en in _SAVED:
        wording = Wording(name=name, code=code, folder=folder, texts={"fi": fi, "sv": sv, "en": en})
        save_answer(actor=lead, wording=wording, limit=0)
    text = f"Hei {{customer.first_name}},\n\n{PASTED[0].upper()}{PASTED[1:]}\n\nTerveisin {{me.first_name}}"
    wording = Wording(name="Tilaus on matkalla", code="matkalla", folder="Toimitus", texts={"fi": text})
    _count_uses(save_answer(actor=lead, wording=wording, limit=0))


def _count_uses(answer: SavedAnswer) -> None:
    """Whoever sent those words had them from here."""
    sent = list(Message.objects.filter(author=Author.US, text__contains=PASTED[1:]).order_by("at"))
    AnswerUse.objects.bulk_create(
        AnswerUse(answer=answer, case_id=one.case_id, member_id=one.member_id, language="fi", at=one.at)
        for one in sent
        if one.member_id
    )
    answer.uses, answer.used_at = len(sent), sent[-1].at if sent else None
    answer.save(update_fields=["uses", "used_at"])


def serve_together(home: Organisation) -> None:
    """Leila names Noora in a note, Noora's matter sleeps until it can go on, Noora stands in for Oliver next week."""
    leila, noora, oliver = (home.members[name] for name in ("leila", "noora", "oliver"))
    chair = Case.objects.filter(subject="Nojatuolin takuu").first()
    if chair is not None:
        write_note(actor=leila, case=chair, text="@Noora Kivelä, korjaaja vastasi: jousi kuuluu takuuseen. Voit kertoa Heikille.")  # fmt: skip
    asleep = Case.objects.filter(owner=noora, state=CaseState.WAITING_CUSTOMER, snoozes__isnull=True)
    for case in asleep.exclude(promises__state="open").order_by("-changed_at", "pk")[:2]:
        snooze(actor=noora, case=case, until=_in_days(5, 9), word="Erä tulee varastoon silloin.")
    set_away(
        actor=oliver, member=oliver, starts_at=_in_days(6, 0), ends_at=_in_days(13, 0), stand_in=noora, note="Loma",
    )  # fmt: skip


def _in_days(days: int, hour: int) -> datetime:
    return make_aware(datetime.combine(localtime().date() + timedelta(days=days), time(hour)))
