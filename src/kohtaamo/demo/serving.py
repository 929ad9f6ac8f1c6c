"""What helps those who serve in the demonstration: saved answers in three languages."""

from __future__ import annotations

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.serving.commands.answers import Wording, save_answer

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
    """A few answers everyone may use."""
    lead = home.members["leila"]
    for name, code, folder, fi, sv, en in _SAVED:
        wording = Wording(name=name, code=code, folder=folder, texts={"fi": fi, "sv": sv, "en": en})
        save_answer(actor=lead, wording=wording, limit=0)
