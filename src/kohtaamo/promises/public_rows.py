"""Promises to everyone read from CSV: every row told to be good or what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.promises.choices import PublicKind
from kohtaamo.promises.commands.publish import Public
from kohtaamo.promises.models import PublicPromise
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Location, Touchpoint

COLUMNS = ("reference", "kind", "wording", "conditions", "from", "to", "touchpoints", "locations", "owner")
NEEDED = ("kind", "wording", "from")
MOST_ROWS, MOST_BYTES = 2000, 400_000


@dataclass(frozen=True)
class Line:
    """A row: its number in the file (the heading is 1), what it says, what it changes, or what is wrong with it."""

    number: int
    public: Public | None = None
    known: PublicPromise | None = None
    problem: str = ""
    is_same: bool = False

    @property
    def outcome(self) -> str:
        """``bad``, ``same``, ``changed`` or ``new``."""
        if self.public is None:
            return "bad"
        return "same" if self.is_same else "changed" if self.known else "new"


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, else Windows-1252 as spreadsheets in Finland write it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_rows(text: str) -> list[Line]:
    """Every row of the file. Raises ``Invalid`` when it has no heading we know or is too long."""
    rows = _rows(text)
    try:
        heading = [cell.strip().lower().lstrip("\ufeff") for cell in next(rows, (1, []))[1]]
        missing = [name for name in NEEDED if name not in heading]
        if missing:
            raise Invalid(_("The first row must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)})
        found = [
            (number, dict(zip(heading, cells, strict=False))) for number, cells in rows if any(map(str.strip, cells))
        ]
    except csv.Error as problem:
        raise Invalid(_("This is not a CSV file that can be read.")) from problem
    if len(found) > MOST_ROWS:
        raise Invalid(_("The file has more than %(most)s rows. Send it in parts.") % {"most": MOST_ROWS})
    reader = _Reader()
    return [reader.read(number, cells) for number, cells in found]


def read_cells(rows: Sequence[Mapping[str, str]]) -> list[Line]:
    """The same of rows that another system gives by the columns' names; the first is number 1."""
    reader = _Reader()
    return [reader.read(number, cells) for number, cells in enumerate(rows, 1)]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    if "\0" in text or len(text) > MOST_BYTES:
        raise Invalid(_("This is not a CSV file that can be read."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, cells


class _Reader:
    """Knows every place, person and promise by name, so that a row costs no query."""

    def __init__(self) -> None:
        self._touchpoints = {each.name.casefold(): each for each in Touchpoint.objects.filter(is_active=True)}
        self._locations = {each.name.casefold(): each for each in Location.objects.filter(is_active=True)}
        members = Member.objects.filter(is_active=True).annotate(address=Lower("email"))
        self._members: dict[str, Member] = {each.address: each for each in members}
        known = PublicPromise.objects.prefetch_related("touchpoints", "locations").order_by("pk")
        self._known = {_key(each.reference, each.kind, each.wording, each.begins): each for each in known}
        self._seen: set[tuple[str, ...]] = set()

    def read(self, number: int, cells: Mapping[str, str]) -> Line:
        try:
            public = self._public({name: " ".join((cells.get(name) or "").split()) for name in COLUMNS})
        except Invalid as problem:
            return Line(number, problem=str(problem.sentence))
        key = _key(public.reference, public.kind, public.wording, public.begins)
        if key in self._seen:
            return Line(number, problem=_("The same promise is in the file twice."))
        self._seen.add(key)
        known = self._known.get(key)
        return Line(number, public, known, is_same=known is not None and _is_same(known, public))

    def _public(self, said: Mapping[str, str]) -> Public:
        if not said["wording"] or len(said["wording"]) > 300:
            raise Invalid(_("Say in at most 300 characters what is promised."))
        begins, ends = _day(said["from"]), _day(said["to"]) if said["to"] else None
        if ends is not None and ends < begins:
            raise Invalid(_("It would end before it begins."))
        if len(said["reference"]) > 60 or len(said["conditions"]) > 4000:
            raise Invalid(_("The reference or the conditions are too long."))
        return Public(
            kind=_kind(said["kind"]), wording=said["wording"], conditions=said["conditions"], begins=begins, ends=ends,
            touchpoints=self._named(said["touchpoints"], self._touchpoints),
            locations=self._named(said["locations"], self._locations), owner=self._owner(said["owner"]),
            reference=said["reference"],
        )  # fmt: skip

    def _named(self, text: str, known: Mapping[str, object]) -> list:  # type: ignore[type-arg]
        names = [name.strip() for name in text.split("|") if name.strip()]
        for name in names:
            if name.casefold() not in known:
                raise Invalid(_("There is no place called %(name)s.") % {"name": name})
        return [known[name.casefold()] for name in dict.fromkeys(names)]

    def _owner(self, address: str) -> Member | None:
        if address and address.lower() not in self._members:
            raise Invalid(_("Nobody here has the address %(address)s.") % {"address": address})
        return self._members.get(address.lower())


def _key(reference: str, kind: str, wording: str, begins: date) -> tuple[str, ...]:
    """A row is known by its reference, else by what it promises from when."""
    return (reference,) if reference else (kind, wording, begins.isoformat())


def _kind(text: str) -> str:
    """A kind by its code or its name in the reader's language."""
    names = {str(label).casefold(): value for value, label in PublicKind.choices}
    found = names.get(text.casefold()) or (text.lower() if text.lower() in PublicKind.values else "")
    if not found:
        raise Invalid(_("The kind is one of these: %(kinds)s.") % {"kinds": ", ".join(PublicKind.values)})
    return found


def _day(text: str) -> date:
    """2026-11-20 or 20.11.2026."""
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    raise Invalid(_("Write days as 2026-11-20 or 20.11.2026."))


def _is_same(known: PublicPromise, public: Public) -> bool:
    plain = all(
        getattr(known, name) == getattr(public, name)
        for name in ("kind", "wording", "conditions", "begins", "ends", "owner", "reference")
    )
    places = {each.pk for each in known.touchpoints.all()}, {each.pk for each in known.locations.all()}
    return plain and places == ({each.pk for each in public.touchpoints}, {each.pk for each in public.locations})
