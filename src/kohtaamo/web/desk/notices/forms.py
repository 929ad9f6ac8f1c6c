"""What a person writes of a cause and a notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from kohtaamo.outreach.commands.draft import FASTEST, Said
from kohtaamo.outreach.models import CauseRule, Notice, NoticeText
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.web.desk.forms import DeskForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
EVENING = time(16)


class RuleForm(DeskForm):
    """Which cases are meant: words in any form, a touchpoint, a kind of matter, the days on which they came."""

    words = forms.CharField(
        label=_("Words in it"), max_length=200, required=False, help_text=_("In any form. Every word must be there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    touchpoint = forms.ModelChoiceField(
        label=_("Touchpoint"), queryset=Touchpoint.objects.none(), required=False, empty_label=_("any")
    )
    matter = forms.ModelChoiceField(
        label=_("Kind of matter"), queryset=Matter.objects.none(), required=False, empty_label=_("any")
    )
    since = forms.DateField(label=_("Came from"), required=False, widget=DAY, input_formats=["%Y-%m-%d"])
    until = forms.DateField(label=_("Came by the end of"), required=False, widget=DAY, input_formats=["%Y-%m-%d"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["touchpoint"].queryset = Touchpoint.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["matter"].queryset = Matter.objects.filter(is_active=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.is_bound and not (said.get("words") or said.get("touchpoint") or said.get("matter")):
            self.add_error(
                "words", _("Say at least in a word, by the touchpoint or by the kind of matter which cases are meant.")
            )
        return said

    @property
    def terms(self) -> dict[str, Any]:
        """What ``set_rule`` takes: the days as moments in the reader's zone, the last one whole."""
        said = self.cleaned_data
        until = said["until"] + timedelta(days=1) if said["until"] else None
        return {
            "words": said["words"], "touchpoint": said["touchpoint"], "matter": said["matter"],
            "since": make_aware(datetime.combine(said["since"], time())) if said["since"] else None,
            "until": make_aware(datetime.combine(until, time())) if until else None,
        }  # fmt: skip

    @staticmethod
    def first_values(rule: CauseRule | None) -> dict[str, Any]:
        if rule is None:
            return {}
        until = localtime(rule.until).date() - timedelta(days=1) if rule.until else None
        since = localtime(rule.since).date() if rule.since else None
        about = {"touchpoint": rule.touchpoint_id, "matter": rule.matter_id}
        return {"words": rule.words, **about, "since": since, "until": until}


class TermsForm(DeskForm):
    """The new time, what the cases wait for, and how fast the notice goes."""

    day = forms.DateField(
        label=_("New day, if you know it"), required=False, widget=DAY, input_formats=["%Y-%m-%d"],
        help_text=_("Each promise that falls before it moves to it. It is still judged by its first date."),
    )  # fmt: skip
    clock = forms.TimeField(label=_("By"), required=False, widget=CLOCK, input_formats=["%H:%M", "%H.%M"])
    rests = forms.BooleanField(
        label=_("The cases rest until the new time"), required=False,
        help_text=_("Otherwise they go on waiting for an answer by a person."),
    )  # fmt: skip
    pace = forms.IntegerField(label=_("Mails in a minute"), min_value=1, max_value=FASTEST)

    @property
    def new_due_at(self) -> datetime | None:
        """The new time in the reader's zone; in the afternoon when no clock is given."""
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        return make_aware(datetime.combine(day, clock or EVENING)) if day else None

    @staticmethod
    def first_values(notice: Notice) -> dict[str, Any]:
        due = localtime(notice.new_due_at) if notice.new_due_at else None
        return {
            "day": due.date() if due else None, "clock": due.time() if due else EVENING, "rests": notice.rests,
            "pace": notice.pace,
        }  # fmt: skip


class TextForm(DeskForm):
    """The words in one language."""

    apology = forms.CharField(
        label=_("Greeting and apology"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    text = forms.CharField(
        label=_("What happens now"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 7})
    )
    promise = forms.CharField(
        label=_("What we promise by the new time"), max_length=200, required=False,
        help_text=_("For those to whom nothing has been promised yet."),
    )  # fmt: skip

    def __init__(self, *args: Any, language: str, readers: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=language, **kwargs)
        self.language, self.readers = language, readers
        self.name = dict(settings.LANGUAGES)[language]
        for name in ("apology", "text", "promise"):
            self.fields[name].widget.attrs["lang"] = language

    @property
    def said(self) -> Said:
        return Said(language=self.language, **self.cleaned_data)


def text_forms(notice: Notice, languages: Sequence[tuple[str, int]], data: Any = None) -> list[TextForm]:
    """A form for each language that is read or written, those read by most first."""
    written: dict[str, NoticeText] = {text.language: text for text in notice.texts.all()}
    readers = dict(languages)
    order = [*readers, *(each for each in written if each not in readers)]
    return [
        TextForm(
            data, language=each, readers=readers.get(each, 0),
            initial={name: getattr(written[each], name) for name in ("apology", "text", "promise")} if each in written else {},
        )
        for each in order
    ]  # fmt: skip
