"""What is written down of articles and sections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kohtaamo.knowledge.choices import Audience
from kohtaamo.knowledge.commands.articles import Frame
from kohtaamo.knowledge.commands.sections import Heading
from kohtaamo.knowledge.commands.texts import Words
from kohtaamo.knowledge.models import Article, ArticleText, NextText, Section
from kohtaamo.knowledge.queries.articles import articles, sections
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Touchpoint
from kohtaamo.web.desk.forms import DeskForm
from kohtaamo.web.desk.knowledge.pages import ordered


def _teams(writer: Member) -> Any:
    found = Team.objects.filter(is_active=True)
    return found if writer.may(Right.SEE_ALL) else found.filter(pk__in=writer.team_ids)


class FrameForm(DeskForm):
    """Where an article stands, for whom, who looks after it."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("Section"))
    audience = forms.ChoiceField(label=_("Who may read it"), choices=Audience.choices)
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Which team"), required=False, help_text=_("Only for an article of one team.")
    )
    owner = forms.ModelChoiceField(Member.objects.filter(is_active=True), label=_("Who looks after it"), required=False)
    review_on = forms.DateField(
        label=_("To be read through by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    position = forms.IntegerField(label=_("Place in its section"), required=False, min_value=0, max_value=9999)
    related = forms.MultipleChoiceField(label=_("Also on this"), required=False)

    def __init__(self, *args: Any, writer: Member, article: Article | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections()  # type: ignore[attr-defined]
        self.fields["team"].queryset = _teams(writer)  # type: ignore[attr-defined]
        others = articles(writer).exclude(pk=article.pk) if article else articles(writer)
        self.fields["related"].choices = ordered(others, writer.language)  # type: ignore[attr-defined]

    def frame(self) -> Frame:
        """What the command takes."""
        said = self.cleaned_data
        return Frame(
            section=said["section"], audience=said["audience"], team=said["team"], owner=said["owner"],
            review_on=said["review_on"], position=said["position"] or 0, related=[int(each) for each in said["related"]],
        )  # fmt: skip


def filled_frame(article: Article, writer: Member) -> FrameForm:
    """The form with what is known."""
    initial = {name: getattr(article, f"{name}_id") for name in ("section", "team", "owner")}
    initial |= {"audience": article.audience, "review_on": article.review_on, "position": article.position}
    initial["related"] = [str(pk) for pk in article.related.values_list("pk", flat=True)]
    return FrameForm(initial=initial, writer=writer, article=article)


class TextForm(DeskForm):
    """The words of an article in one language. ``seen`` is when the text the writer began from was changed, ``draft_seen``
    when the draft beside it was, ``begun_from`` the version that was read then."""

    title = forms.CharField(label=_("Title"), max_length=160, help_text=_("As people ask it."))
    summary = forms.CharField(
        label=_("The answer in one sentence"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    body = forms.CharField(
        label=_("Text"), required=False, max_length=100_000, strip=False, widget=forms.Textarea(attrs={"rows": 16})
    )
    keywords = forms.CharField(
        label=_("Other words people use for this"), required=False, max_length=300,
        help_text=_("Searched but not shown."),
    )  # fmt: skip
    why = forms.CharField(label=_("What changed and why"), required=False, max_length=200)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    draft_seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    begun_from = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, was_read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "summary", "body", "keywords"):
            self.fields[name].widget.attrs["lang"] = language
        if not was_read:
            del self.fields["why"]

    def words(self) -> Words:
        """What the command takes."""
        said = self.cleaned_data
        return Words(title=said["title"], body=said["body"], summary=said["summary"], keywords=said["keywords"])


def filled_text(text: ArticleText, draft: NextText | None = None) -> dict[str, Any]:
    """What stands in the form at first: the draft when there is one."""
    names, told = ("title", "summary", "body", "keywords"), draft or text
    filled = {name: getattr(told, name) for name in names}
    filled |= {"seen": text.changed_at.isoformat(), "begun_from": text.version}
    return filled if draft is None else {**filled, "why": draft.why, "draft_seen": draft.changed_at.isoformat()}


class SectionForm(DeskForm):
    """A section's names in each language."""

    position = forms.IntegerField(label=_("Place among the sections"), required=False, min_value=0, max_value=9999)
    touchpoint = forms.ModelChoiceField(
        Touchpoint.objects.filter(is_active=True), label=_("Where its questions come"), required=False,
        help_text=_("Otherwise to the first that takes e-mail."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            attrs = {"class": "input", "lang": code}
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name, %(language)s") % {"language": language}, required=False, max_length=80,
                widget=forms.TextInput(attrs=attrs),
            )  # fmt: skip
            self.fields[f"about_{code}"] = forms.CharField(
                label=_("In one sentence, %(language)s") % {"language": language}, required=False, max_length=200,
                widget=forms.TextInput(attrs=attrs),
            )  # fmt: skip
        self.order_fields([f"{part}_{code}" for code, _name in settings.LANGUAGES for part in ("name", "about")])

    def heading(self) -> Heading:
        """What the command takes."""
        said = self.cleaned_data
        codes = [code for code, _name in settings.LANGUAGES]
        return Heading(
            names={code: said[f"name_{code}"] for code in codes}, about={code: said[f"about_{code}"] for code in codes},
            touchpoint=said["touchpoint"], position=said["position"],
        )  # fmt: skip


def filled_section(section: Section) -> SectionForm:
    """The form with what is known."""
    initial: dict[str, Any] = {"position": section.position, "touchpoint": section.touchpoint_id}
    for text in section.texts.all():
        initial |= {f"name_{text.language}": text.name, f"about_{text.language}": text.about}
    return SectionForm(initial=initial)
