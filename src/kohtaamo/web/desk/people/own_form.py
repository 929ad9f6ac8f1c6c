"""The form of one's own settings: one text for each weekday's hours, so that any number of periods fits."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kohtaamo.staff.choices import Theme
from kohtaamo.staff.commands.own import OwnSettings
from kohtaamo.staff.errors import WrongHours
from kohtaamo.staff.hours import day_as_text, read_day, working_hours
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.people.weekdays import weekdays
from kohtaamo.web.languages import LanguageSelect, own_names
from kohtaamo.web.zones import zone_choices

INPUT = {"class": "input"}


class OwnForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput({**INPUT, "autocomplete": "name"})
    )
    title = forms.CharField(
        label=gettext_lazy("Title, as customers see it"), max_length=80, required=False, widget=forms.TextInput(INPUT)
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages"), choices=own_names, widget=LanguageSelect(INPUT)
    )
    speaks = forms.MultipleChoiceField(
        label=gettext_lazy("I serve in"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False, widget=forms.Select(INPUT))
    theme = forms.ChoiceField(
        label=gettext_lazy("Look"), choices=Theme.choices, required=False, widget=forms.RadioSelect
    )
    single_keys = forms.BooleanField(label=gettext_lazy("Single letters work as shortcuts"), required=False)

    def __init__(self, member: Member, data: object = None) -> None:
        super().__init__(data, initial=_known(member))  # type: ignore[arg-type]
        self.fields["name"].error_messages["required"] = _("This is missing.")
        home = _("as the organisation, %(zone)s") % {"zone": settings.TIME_ZONE}
        self.fields["zone"].choices = [("", home), *zone_choices()]  # type: ignore[attr-defined]
        for number, name in enumerate(weekdays()):
            periods = member.hours.get(str(number), [])
            self.fields[f"day{number}"] = forms.CharField(
                label=name.capitalize(), required=False, max_length=80, initial=day_as_text(periods),
                widget=forms.TextInput(INPUT),
            )  # fmt: skip

    @property
    def days(self) -> list[forms.BoundField]:
        """The seven fields of the week."""
        return [self[f"day{number}"] for number in range(7)]

    def clean(self) -> None:
        super().clean()
        self.week: dict[int, list[tuple[str, str]]] = {}
        for number in range(7):
            try:
                self.week[number] = read_day(self.cleaned_data.get(f"day{number}", ""))
                working_hours(self.week)
            except WrongHours as problem:
                self.week.pop(number, None)
                self.add_error(f"day{number}", str(problem))

    def wish(self) -> OwnSettings:
        """What a valid form asks for."""
        sent = {
            name: self.cleaned_data[name]
            for name in ("name", "title", "language", "speaks", "zone", "theme", "single_keys")
        }
        return OwnSettings(**sent, hours=self.week)


def _known(member: Member) -> dict[str, object]:
    return {
        name: getattr(member, name) for name in ("name", "title", "language", "speaks", "zone", "theme", "single_keys")
    }
