"""Customers told by CSV (any usual headings, in three languages) and vCard (RFC 6350 and its elder sisters)."""

from __future__ import annotations

import csv
import quopri
import re
from collections.abc import Iterator
from pathlib import Path

from kohtaamo.passage.importing.files import text_of
from kohtaamo.passage.importing.told import Person, Unusable

HEADINGS = {
    "name": "name fullname full_name nimi namn customer asiakas kund display_name",
    "first": "firstname first_name first given_name etunimi fornamn förnamn",
    "last": "lastname last_name last surname family_name sukunimi efternamn",
    "email": "email e-mail mail email_address sähköposti sahkoposti epost e-post",
    "phone": "phone phone_number mobile telephone tel puhelin puhelinnumero matkapuhelin telefon mobil",
    "outside_id": "id external_id customer_number asiakasnumero kundnummer identifier",
    "organisation": "organisation organization company yritys organisaatio företag foretag",
    "language": "language locale kieli språk sprak",
}
_KNOWN = {word: name for name, words in HEADINGS.items() for word in words.split()}


def from_csv(path: Path) -> Iterator[Person | Unusable]:
    """Each row as a person. Raises ``Unusable`` when no heading is known."""
    with text_of(path) as file:
        start = file.read(8192)
        file.seek(0)
        parted = max(",;\t", key=start.split("\n")[0].count)
        table = csv.reader(file, delimiter=parted)
        names = [_KNOWN.get(re.sub(r"[\s]+", "_", each.strip().lower().lstrip("\ufeff"))) for each in next(table, [])]
        if not {"email", "phone", "outside_id"} & set(names):
            raise Unusable("the first row names no column for an address, a number or an id")
        for number, row in enumerate(table, 2):
            if any(cell.strip() for cell in row):
                yield _of({name: cell.strip() for name, cell in zip(names, row, strict=False) if name}, f"row {number}")


def _of(told: dict[str, str], where: str) -> Person | Unusable:
    name = told.get("name") or " ".join(filter(None, (told.get("first"), told.get("last"))))
    person = Person(
        name.replace("\0", "")[:200], told.get("email", "").replace("\0", ""), told.get("phone", ""), told.get("outside_id", ""),
        told.get("organisation", "")[:200], told.get("language", "")[:2].lower(),
    )  # fmt: skip
    return (
        person if person.email or person.phone or person.outside_id else Unusable(f"{where}: no address, number or id")
    )


def from_vcard(path: Path) -> Iterator[Person | Unusable]:
    """Each card as a person."""
    with text_of(path) as file:
        text = file.read()
    text = re.sub(r"\r?\n[ \t]", "", text)
    cards = re.findall(r"BEGIN:VCARD\r?\n(.*?)END:VCARD", text, re.DOTALL | re.IGNORECASE)
    if not cards:
        raise Unusable("there is no vCard in this file")
    for number, card in enumerate(cards, 1):
        yield _of(_card(card), f"card {number}")


def _card(card: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for line in card.splitlines():
        head, _, value = line.partition(":")
        name, *more = head.split(";")
        if any("QUOTED-PRINTABLE" in each.upper() for each in more):
            value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
        value = re.sub(r"\\([,;\\])", r"\1", value).strip()
        match name.rpartition(".")[2].upper():
            case "FN":
                told["name"] = value
            case "N":
                family, _, rest = value.partition(";")
                told.setdefault("first", rest.split(";")[0])
                told.setdefault("last", family)
            case "EMAIL":
                told.setdefault("email", value.removeprefix("mailto:"))
            case "TEL":
                told.setdefault("phone", value.removeprefix("tel:"))
            case "ORG":
                told["organisation"] = value.strip(";").replace(";", ", ")
            case "UID":
                told["outside_id"] = value
            case "LANG":
                told["language"] = value
    return told
