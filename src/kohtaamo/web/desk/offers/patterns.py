"""Templates of offers: the usual lines and prices, written by those who may grant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kohtaamo.offers.commands.template import LANGUAGES, Pattern, Row, write_template
from kohtaamo.offers.models import Template
from kohtaamo.offers.queries import template_for, templates
from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.offers.rows import Rows, TemplateRowForm, filled_rows, one_more, rows_of, typed
from kohtaamo.web.gate import DeskRequest, desk
from kohtaamo.web.showing_offers import language, shown_sums


class PatternForm(DeskForm):
    """All of a template but its lines; the texts of one language stand together."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=120)
    title_fi = forms.CharField(label=gettext_lazy("Heading in Finnish"), max_length=160)
    title_sv = forms.CharField(label=gettext_lazy("Heading in Swedish"), max_length=160, required=False)
    title_en = forms.CharField(label=gettext_lazy("Heading in English"), max_length=160, required=False)
    terms_fi = forms.CharField(
        label=gettext_lazy("Terms in Finnish"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    terms_sv = forms.CharField(
        label=gettext_lazy("Terms in Swedish"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    terms_en = forms.CharField(
        label=gettext_lazy("Terms in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    duty_fi = forms.CharField(
        label=gettext_lazy("We promise when accepted, in Finnish"), max_length=200, required=False
    )
    duty_sv = forms.CharField(
        label=gettext_lazy("We promise when accepted, in Swedish"), max_length=200, required=False
    )
    duty_en = forms.CharField(
        label=gettext_lazy("We promise when accepted, in English"), max_length=200, required=False
    )
    duty_days = forms.IntegerField(label=gettext_lazy("Kept in how many days"), min_value=1, max_value=365, initial=7)
    valid_days = forms.IntegerField(
        label=gettext_lazy("Valid for how many days"), min_value=1, max_value=365, initial=14
    )
    with_vat = forms.BooleanField(label=gettext_lazy("Prices include VAT"), required=False, initial=True)
    is_written = forms.BooleanField(
        label=gettext_lazy("Accepted in writing only: offered after a call we made"), required=False
    )
    is_active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)
    GROUPS = (
        (gettext_lazy("What it is"), "name title_fi title_sv title_en", "two"),
        (gettext_lazy("Terms"), "terms_fi terms_sv terms_en valid_days with_vat is_written is_active", "two"),
        (gettext_lazy("Once accepted"), "duty_fi duty_sv duty_en duty_days", "two"),
    )


@require_safe
@desk()
def listing(request: DeskRequest) -> HttpResponse:
    """Every template with what it comes to."""
    found = [(each, shown_sums(list(each.lines.all()), with_vat=each.with_vat)) for each in templates(request.user)]
    return render(request, "desk/offers/templates.html", {"room": "promises", "found": found, "tongue": language()})


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.GRANT)
def one(request: DeskRequest, template_id: int | None = None) -> HttpResponse:
    """Write a template."""
    found = template_for(request.user, template_id) if template_id is not None else None
    if request.method != "POST":
        return _page(request, found, PatternForm(initial=_initial(found)), _rows(found))
    form = PatternForm(request.POST)
    if request.POST.get("act") == "line":
        return _page(request, found, form, one_more(TemplateRowForm, request.POST), focus=True)
    rows = rows_of(TemplateRowForm, request.POST)
    if not (rows.is_valid() & form.is_valid()):
        return _page(request, found, form, rows, status=422)
    try:
        write_template(actor=request.user, pattern=_pattern(form, rows), template=found)
    except Invalid as problem:
        form.add_error(None, str(problem.sentence))
        return _page(request, found, form, rows, status=problem.status)
    messages.success(request, _("Saved. Offers already begun keep what they took."))
    return HttpResponseRedirect(reverse("offer_templates"), status=303)


def _initial(found: Template | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {name: getattr(found, name) for name in PatternForm.base_fields}


def _rows(found: Template | None) -> Rows:
    lines = list(found.lines.all()) if found else []
    initial = [
        {**typed(line), "source": line.pk, **{f"what_{each}": getattr(line, f"what_{each}") for each in LANGUAGES}}
        for line in lines
    ]
    return rows_of(TemplateRowForm, initial=initial, extra=0 if lines else 1)


def _page(
    request: DeskRequest,
    found: Template | None,
    form: PatternForm,
    rows: Rows,
    *,
    status: int = 200,
    focus: bool = False,
) -> HttpResponse:
    page = {"room": "promises", "template": found, "form": form, "rows": rows, "focus": focus}
    return render(request, "desk/offers/template.html", page, status=status)


def _pattern(form: PatternForm, rows: Rows) -> Pattern:
    filled = form.cleaned_data

    def by_language(what: str) -> dict[str, str]:
        return {each: filled[f"{what}_{each}"] for each in LANGUAGES}

    made = [
        Row(
            what={each: row[f"what_{each}"] for each in LANGUAGES}, price=row["price"], quantity=row["quantity"],
            unit=row["unit"], vat=row["vat"], per=row["per"], key=row["source"],
        )
        for row in filled_rows(rows)
    ]  # fmt: skip
    return Pattern(
        rows=made, name=filled["name"], title=by_language("title"), terms=by_language("terms"), duty=by_language("duty"),
        duty_days=filled["duty_days"], valid_days=filled["valid_days"], with_vat=filled["with_vat"],
        is_written=filled["is_written"], is_active=filled["is_active"],
    )  # fmt: skip
