"""What is written down of a saved answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kohtaamo.platform.numbers import number_in
from kohtaamo.serving.commands.answers import NewFile, Wording
from kohtaamo.serving.models import SavedAnswer
from kohtaamo.serving.queries.answers import may_share
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.web.desk.forms import DeskForm

OWN, ALL = "me", "all"


class AnswerForm(DeskForm):
    """Name, short word, folder, whose it is, and the text in each language."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(
        label=_("Short word"), max_length=30, help_text=_("Typed after a slash while answering: /delivery"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    folder = forms.CharField(label=_("Folder"), max_length=60, required=False)
    whose = forms.ChoiceField(label=_("Who may use it"))
    without = forms.MultipleChoiceField(
        label=_("Files to take off"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, writer: Member, answer: SavedAnswer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer = answer
        self.fields["whose"].choices = _whose(writer)  # type: ignore[attr-defined]
        kept = [(str(file.pk), file.name) for file in answer.files.all()] if answer else []
        self.fields["without"].choices = kept  # type: ignore[attr-defined]
        if not kept:
            del self.fields["without"]
        for code, language in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=language, required=False, max_length=20_000, strip=False,
                widget=forms.Textarea(attrs={"class": "input", "rows": 7, "lang": code}),
            )  # fmt: skip

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields of the text, one for each language."""
        return [self[f"text_{code}"] for code, _name in settings.LANGUAGES]

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields above the texts."""
        return [self[name] for name in ("name", "code", "folder", "whose")]

    def wording(self, files: list[UploadedFile[Any]]) -> Wording:
        """What the command takes."""
        filled, whose = self.cleaned_data, self.cleaned_data["whose"]
        return Wording(
            name=filled["name"], code=filled["code"], folder=filled["folder"], is_own=whose == OWN,
            team=Team.objects.filter(pk=number_in(whose) or 0).first(),
            texts={code: filled[f"text_{code}"] for code, _name in settings.LANGUAGES},
            files=[NewFile(file.name or "file", file.content_type or "", file.read()) for file in files],
            without=[int(each) for each in filled.get("without", [])],
        )  # fmt: skip


def _whose(writer: Member) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = [(OWN, _("Only me"))]
    if writer.may(Right.SAVE_ANSWERS):
        choices.append((ALL, _("Everyone")))
        teams = Team.objects.filter(is_active=True)
        choices += [(str(team.pk), str(team)) for team in teams if may_share(writer, team.pk)]
    return choices


def filled(answer: SavedAnswer, writer: Member) -> AnswerForm:
    """The form with what is written already."""
    whose = OWN if answer.owner_id else str(answer.team_id or ALL)
    initial = {"name": answer.name, "code": answer.code, "folder": answer.folder, "whose": whose}
    initial |= {f"text_{text.language}": text.text for text in answer.texts.all()}
    return AnswerForm(initial=initial, writer=writer, answer=answer)
