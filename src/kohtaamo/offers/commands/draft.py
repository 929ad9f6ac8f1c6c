"""Beginning an offer, writing it, beginning its next version, and dropping what was never given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kohtaamo.encounters.locking import hold
from kohtaamo.encounters.models import Case
from kohtaamo.mandates.choices import RequestState
from kohtaamo.mandates.commands.ask import withdraw as withdraw_request
from kohtaamo.offers.choices import OfferState, Per, Unit
from kohtaamo.offers.errors import LineWrong, NotADraft, NotGiven, ValidityWrong
from kohtaamo.offers.holding import hold_offer, note, pass_to
from kohtaamo.offers.models import Contract, Line, Offer, Template, TemplateLine, Version
from kohtaamo.offers.money import gross_by_per
from kohtaamo.offers.queries import day_of_contract, draft_of, running_contracts
from kohtaamo.offers.reading import MOST_PRICE, MOST_QUANTITY
from kohtaamo.offers.rules import LONGEST, is_sensible, today
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

USUAL_DAYS = 14
MOST_LINES = 60


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line as it is written: thousandths, cents and tenths of a per cent; ``source`` is a line of the template.

    ``list_price`` counts only where there is no source: what it usually costs, the price itself when None.
    """

    what: str
    price: int
    quantity: int = 1000
    unit: str = Unit.PIECE
    vat: int = 255
    per: str = Per.ONCE
    list_price: int | None = None
    source: int | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """The whole offer as it is written."""

    title: str
    rows: Sequence[Row] = field(default_factory=tuple)
    valid_to: date
    own_terms: str = ""
    letter: str = ""
    begins_on: date | None = None
    contract: Contract | None = None
    ends_former_on: date | None = None
    is_written: bool = False


def begin(
    *, actor: Member, case: Case, template: Template | None = None, contract: Contract | None = None, once: str = ""
) -> Offer:
    """Begin an offer in a case, from a template or from nothing, beside the contract it would take the place of.

    Without a contract named, the customer's only running one is meant. Sent twice under one ``once``, it is begun once.
    """
    require(actor, Right.ANSWER)
    with unit_of_work():
        case = hold(actor, case)
        once = f"{case.pk}.{actor.pk}.{once}"[:80] if once else ""
        if once and (made := Offer.objects.filter(once=once).first()):
            return made
        offer = Offer.objects.create(
            case=case, customer_id=case.customer_id, template=template, language=case.language, owner=actor,
            made_at=now(), once=once, is_written=bool(template and template.is_written),
        )  # fmt: skip
        _first_version(offer, template, _present(case, contract))
        note("offer.begun", offer, actor)
        return offer


def _present(case: Case, contract: Contract | None) -> Contract | None:
    running = running_contracts(case.customer_id)
    if contract is not None:
        return next((each for each in running if each.pk == contract.pk), None)
    return running[0] if len(running) == 1 else None


def _first_version(offer: Offer, template: Template | None, contract: Contract | None) -> Version:
    days, language = template.valid_days if template else USUAL_DAYS, offer.language
    version = Version.objects.create(
        offer=offer, title=template.text("title", language) if template else offer.case.subject[:160],
        with_vat=template.with_vat if template else True, terms=template.text("terms", language) if template else "",
        duty=template.text("duty", language) if template else "", duty_days=template.duty_days if template else 7,
        valid_to=today() + timedelta(days=days), contract=contract,
        ends_former_on=day_of_contract(contract, today()) if contract else None,
    )  # fmt: skip
    usual = list(template.lines.all()) if template else []
    Line.objects.bulk_create(
        Line(
            version=version, source=each, what=each.what_in(language), quantity=each.quantity, unit=each.unit,
            price=each.price, list_price=each.price, vat=each.vat, per=each.per, place=place,
        )
        for place, each in enumerate(usual)
    )  # fmt: skip
    return _summed(version)


def _summed(version: Version) -> Version:
    sums = gross_by_per(list(version.lines.all()), with_vat=version.with_vat)
    version.once_sum, version.month_sum, version.year_sum = sums["once"], sums["month"], sums["year"]
    version.save(update_fields=["once_sum", "month_sum", "year_sum"])
    return version


def write(*, actor: Member, offer: Offer, written: Written) -> Version:
    """Write the whole draft anew. Raises ``NotADraft``, ``LineWrong`` and ``ValidityWrong``."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = hold_offer(actor, offer)
        return write_held(held, written)


def write_held(held: Offer, written: Written) -> Version:
    """The same, for commands that hold the offer."""
    version = draft_of(held)
    if version is None or not held.is_open:
        raise NotADraft
    check(held, written)
    version.title, version.valid_to = " ".join(written.title.split())[:160] or version.title, written.valid_to
    version.own_terms, version.letter = written.own_terms.strip()[:4000], written.letter.strip()[:20_000]
    version.begins_on, version.contract = written.begins_on, written.contract
    version.ends_former_on = written.ends_former_on if written.contract else None
    version.save()
    held.is_written = written.is_written or bool(held.template and held.template.is_written)
    held.save(update_fields=["is_written"])
    _write_lines(held, version, written.rows)
    fresh = draft_of(held)
    assert fresh is not None
    return _summed(fresh)


def check(held: Offer, written: Written) -> None:
    """Raises ``ValidityWrong``, ``LineWrong``, and ``NotFound`` for another customer's contract."""
    if not today() <= written.valid_to <= today() + LONGEST:
        raise ValidityWrong
    if not (is_sensible(written.begins_on) and is_sensible(written.ends_former_on)):
        raise ValidityWrong
    if written.contract is not None and written.contract.customer_id != held.customer_id:
        raise NotFound
    if len(written.rows) > MOST_LINES or not all(_is_right(row) for row in written.rows):
        raise LineWrong


def _is_right(row: Row) -> bool:
    prices = (row.price, row.price if row.list_price is None else row.list_price)
    return (
        bool(row.what.strip())
        and 0 < row.quantity <= MOST_QUANTITY
        and all(0 <= price <= MOST_PRICE for price in prices)
        and 0 <= row.vat <= 1000
        and row.unit in Unit.values
        and row.per in Per.values
    )


def _write_lines(offer: Offer, version: Version, rows: Sequence[Row]) -> None:
    version.lines.all().delete()
    Line.objects.bulk_create(lines_from(offer, version, rows))


def lines_from(offer: Offer, version: Version, rows: Sequence[Row]) -> list[Line]:
    """The lines as they would be written, not kept yet."""
    sources = {each.pk: each for each in TemplateLine.objects.filter(template_id=offer.template_id or 0)}
    return [_line(version, row, sources.get(row.source or 0), place) for place, row in enumerate(rows)]


def _line(version: Version, row: Row, source: TemplateLine | None, place: int) -> Line:
    """A line of the template keeps its list price, whatever is typed; a usual price below ours is no discount."""
    usual = source.price if source else max(row.price, row.list_price or 0)
    return Line(
        version=version, source=source, what=" ".join(row.what.split())[:200], quantity=row.quantity, unit=row.unit,
        price=row.price, list_price=usual, vat=row.vat, per=source.per if source else row.per, place=place,
    )  # fmt: skip


def revise(*, actor: Member, offer: Offer) -> Version:
    """Begin the next version of a given offer; the one given stands until this one is given. Raises ``NotGiven``."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = hold_offer(actor, offer)
        if (begun := draft_of(held)) is not None:
            return begun
        if held.state != OfferState.GIVEN or held.current is None:
            raise NotGiven
        version = _copied(held, held.current)
        note("offer.revised", held, actor, version=version.number)
        return version


def _copied(offer: Offer, former: Version) -> Version:
    lines = list(former.lines.all())
    last = offer.versions.order_by("-number").values_list("number", flat=True)[0]
    version = Version.objects.create(
        offer=offer, number=last + 1, title=former.title, with_vat=former.with_vat, terms=former.terms,
        own_terms=former.own_terms, duty=former.duty, duty_days=former.duty_days,
        valid_to=max(former.valid_to, today()), begins_on=former.begins_on, contract=former.contract,
        ends_former_on=former.ends_former_on,
    )  # fmt: skip
    for line in lines:
        line.pk, line.version = None, version
    Line.objects.bulk_create(lines)
    return _summed(version)


def drop(*, actor: Member, offer: Offer) -> Offer:
    """Drop what is being written; what was given stands, and an offer never given is withdrawn. Raises ``NotADraft``."""
    require(actor, Right.ANSWER)
    with unit_of_work():
        held = hold_offer(actor, offer)
        version = draft_of(held)
        if version is None:
            raise NotADraft
        if held.state == OfferState.DRAFT:
            pass_to(held, OfferState.WITHDRAWN, actor)
            held.save()
        else:
            version.delete()
        for request in held.requests.filter(state=RequestState.WAITING, asked_by=actor).select_related("case"):
            withdraw_request(actor=actor, request=request)
        note("offer.dropped", held, actor)
        return held
