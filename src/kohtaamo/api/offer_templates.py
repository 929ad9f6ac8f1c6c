"""Templates of offers: the usual lines at their list prices."""

from __future__ import annotations

from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.requests import ApiRequest
from kohtaamo.api.frame.shapes import Id, Shape, Whole
from kohtaamo.api.offers import LineUnit, unit_of
from kohtaamo.offers.choices import Per
from kohtaamo.offers.models import Template
from kohtaamo.offers.queries import templates
from kohtaamo.staff.choices import Family

noun = Noun("offer_templates", family=Family.OFFERS, about="The templates offers begin from.")


class TemplateLineShape(Shape):
    """A usual line at its list price, by language."""

    id: Id
    what_fi: str
    what_sv: str
    what_en: str
    quantity: Whole
    unit: LineUnit
    price: int
    vat: int
    per: Per


class TemplateShape(Shape):
    """A template of offers."""

    id: Id
    name: str
    valid_days: int
    with_vat: bool
    is_written: bool
    is_active: bool
    lines: list[TemplateLineShape]


class TemplateList(Shape):
    """Templates, those in use first."""

    items: list[TemplateShape]


@noun.read("/offer-templates", TemplateList)
def list_offer_templates(request: ApiRequest) -> TemplateList:
    """List the templates of offers."""
    return TemplateList(items=[_template(each) for each in templates(request.member)])


def _template(template: Template) -> TemplateShape:
    lines = [
        TemplateLineShape(
            id=each.pk, what_fi=each.what_fi, what_sv=each.what_sv, what_en=each.what_en, quantity=each.quantity,
            unit=unit_of(each.unit), price=each.price, vat=each.vat, per=Per(each.per),
        )
        for each in template.lines.all()
    ]  # fmt: skip
    names = ("name", "valid_days", "with_vat", "is_written", "is_active")
    return TemplateShape(id=template.pk, lines=lines, **{name: getattr(template, name) for name in names})
