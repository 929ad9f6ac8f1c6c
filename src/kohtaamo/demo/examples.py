"""Mails to begin with, one in each language, each from an invented customer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """An invented customer and what they write; ``word`` names it on its chip."""

    language: str
    word: str
    name: str
    address: str
    subject: str
    text: str


EXAMPLES = (
    Example(
        "fi", "Suomeksi: matto ei mahdu", "Aino Rantala", "aino.rantala@posti.example", "Matto on liian iso",
        "Hei!\n\nSammal-matto tuli eilen, mutta se on eteiseen kymmenen senttiä liian leveä. Voiko sen vaihtaa kapeampaan,"
        " ja saako vaihdon tehdä Kallion myymälässä?\n\nTerveisin Aino Rantala",
    ),
    Example(
        "sv", "På svenska: lampan blinkar", "Gunilla Westerlund", "gunilla.westerlund@mejl.example", "Lampan blinkar",
        "Hej!\n\nMin nya Hämy-lampa blinkar ibland på kvällen. Är det fel på lampan eller på min dimmer?"
        "\n\nMed vänlig hälsning\nGunilla Westerlund",
    ),
    Example(
        "en", "In English: a missing screw", "Priya Raman", "priya.raman@inbox.example", "A screw is missing",
        "Hello,\n\nI am halfway through my Pirtti table and the last screw is missing. My in-laws come to dinner on"
        " Saturday. Can you help?\n\nBest regards, Priya",
    ),
)  # fmt: skip


def example(language: str) -> Example:
    """The example in this language, the Finnish one when there is none."""
    return next((one for one in EXAMPLES if one.language == language), EXAMPLES[0])
