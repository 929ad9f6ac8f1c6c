"""Customers told by CSV (any usual headings, in three languages) and vCard (RFC 6350 and its elder sisters)."""

from __future__ import annotations

import csv
import quopri
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_noop as _

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
    """Each row as a person. Raises ``Unusable`` when no heading is known or the letters cannot be read."""
    with text_of(path) as file:
        table = _table(file)
        names = [_known(each) for each in next(table, ((), ""))[0]]
        if not {"email", "phone", "outside_id"} & set(names):
            raise Unusable(
                _("The first row names no column for an address, a number or an id. Give it headings such as email.")
            )
        for number, (row, trouble) in enumerate(table, 2):
            if trouble:
                yield Unusable(trouble, number)
            elif any(cell.strip() for cell in row):
                told = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
                yield _of(told, number, tuple(row))


def headings(path: Path) -> list[str]:
    """The first row as it stands."""
    with text_of(path) as file:
        return list(next(_table(file), ((), ""))[0])


def _table(file: IO[str]) -> Iterator[tuple[Sequence[str], str]]:
    """Each row, and why it could not be read."""
    start = file.read(8192)
    file.seek(0)
    table = csv.reader(file, delimiter=max(",;\t", key=start.split("\n")[0].count))
    while True:
        try:
            yield next(table), ""
        except StopIteration:
            return
        except csv.Error:
            yield (), _("The row cannot be read as a row of a table.")


def _known(heading: str) -> str | None:
    return _KNOWN.get(re.sub(r"[\s]+", "_", heading.strip().lower().lstrip("\ufeff")))


def _of(told: dict[str, str], row: int, cells: tuple[str, ...] = ()) -> Person | Unusable:
    name = told.get("name") or " ".join(filter(None, (told.get("first"), told.get("last"))))
    person = Person(
        name.replace("\0", "")[:200], told.get("email", "").replace("\0", ""), told.get("phone", ""),
        told.get("outside_id", ""), told.get("organisation", "")[:200], told.get("language", "")[:2].lower(), row, cells,
    )  # fmt: skip
    known = person.email or person.phone or person.outside_id
    return person if known else Unusable(_("There is no address, number or id."), row, cells or [name])


def from_vcard(path: Path) -> Iterator[Person | Unusable]:
    """Each card as a person."""
    with text_of(path) as file:
        text = file.read()
    text = re.sub(r"\r?\n[ \t]", "", text)
    cards = re.findall(r"BEGIN:VCARD\r?\n(.*?)END:VCARD", text, re.DOTALL | re.IGNORECASE)
    if not cards:
        raise Unusable(_("There is no vCard in this file."))
    for number, card in enumerate(cards, 1):
        yield _of(_card(card), number)


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
