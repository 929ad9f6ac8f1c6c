"""The settings home: what can be set, one sentence each, and who we are."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.operations.findings import trouble_count
from kohtaamo.web.gate import DeskRequest, desk


@dataclass(frozen=True)
class Choice:
    """A page of settings: its address by name, what it is for, who may open it, how many troubles it tells of."""

    page: str
    icon: str
    name: str
    about: str
    right: str = ""
    count: int = 0

    @property
    def url(self) -> str:
        """The page's address; empty when this house has no such page."""
        try:
            return reverse(self.page)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class Fact:
    """Something of the organisation and the setting that changes it."""

    name: str
    value: str
    setting: str


@require_safe
@desk()
def home(request: DeskRequest) -> HttpResponse:
    """What this person may look at and set."""
    page = {"room": "settings", "groups": groups_of(request.user), "facts": _facts()}
    return render(request, "desk/settings/settings.html", page)


@dataclass(frozen=True)
class Group:
    """Pages of settings under one heading."""

    name: str
    choices: list[Choice]


def groups_of(viewer: Member) -> list[Group]:
    """The pages this person may open, by what they are about; those named nowhere come last."""
    left = {each.page: each for each in choices_of(viewer)}
    groups = [Group(name, [left.pop(page) for page in pages if page in left]) for name, pages in _groups()]
    groups[-1].choices.extend(left.values())
    return [group for group in groups if group.choices]


def _groups() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (_("For you"), ("me", "away", "my_mandates")),
        (
            _("What we say and promise"),
            ("knowledge", "answers", "answers_alike", "offers", "public_promises", "notices"),
        ),
        (_("What may be decided"), ("mandates", "decisions")),
        (_("How work goes"), ("sharing", "rules", "targets", "matters", "checklists", "fields", "tags")),
        (_("Where customers meet us"), ("touchpoints", "mailboxes")),
        (_("Who works here"), ("people", "teams", "roles", "entry")),
        (_("Other systems and upkeep"), ("connections", "keys", "hooks", "imports", "retention", "operations")),
    ]


def choices_of(viewer: Member) -> list[Choice]:
    """The pages of settings this person may open."""
    return [each for each in _choices(viewer) if each.url and (not each.right or viewer.may(each.right))]


def _choices(viewer: Member) -> list[Choice]:
    return [
        Choice("me", "user", _("My own settings"), _("Your name, languages, hours, look and how you sign in.")),
        Choice(
            "my_mandates", "check", _("What I may decide"), _("What is yours to decide by yourself, and why."),
            Right.DECIDE,
        ),
        Choice(
            "mandates", "swap", _("Mandates"), _("Who may decide what, how much, where and until when."), Right.GRANT
        ),
        Choice(
            "decisions", "book", _("What decisions teach"),
            _("What was given, how customers felt before and after, and which limits are too tight."), Right.DECIDE,
        ),
        Choice(
            "answers", "book", _("Saved answers"), _("What is written often, written once, in each language."),
            Right.ANSWER,
        ),
        Choice("knowledge", "book", _("Articles"), _("What we know, for customers and for us, in each language.")),
        Choice("offers", "euro", _("Offers"), _("What waits for customers, what they accepted, and the templates."),),
        Choice(
            "answers_alike", "book", _("Answers that are alike"),
            _("Which texts many customers got in nearly the same words, and how many had to ask again."), Right.ANSWER,
        ),
        Choice("away", "snooze", _("Being away"), _("When you are away and who stands in for you.")),
        *_shared(viewer),
        Choice("people", "hand", _("People"), _("Who is here, in which team, and who is invited.")),
        Choice("notices", "mail", _("Common matters"), _("What many wait for at once, and one notice to all of them.")),
        Choice(
            "public_promises", "promise", _("Promises to everyone"),
            _("Campaigns, advertisements and service standards: what was promised, where and when."),
        ),
        Choice(
            "matters", "book", _("Kinds of matters"), _("What customers come with, and who owns each."),
            Right.MANAGE_TOUCHPOINTS,
        ),
        Choice(
            "fields", "form", _("Own fields"), _("What you ask of cases, customers and meetings beyond the usual."),
            Right.SHAPE_WORK,
        ),
        Choice(
            "checklists", "check", _("Checklists"), _("Steps that are gone through in cases of a kind."),
            Right.SHAPE_WORK,
        ),
        Choice(
            "rules", "bolt", _("Rules"), _("What happens by itself, when and to which cases, and what it did."),
            Right.SHAPE_WORK,
        ),
        Choice(
            "targets", "clock", _("Answer-time targets"),
            _("How soon we mean to answer and settle, by touchpoint and kind of matter."), Right.MANAGE_TOUCHPOINTS,
        ),
        Choice("tags", "chain", _("Tags"), _("The words put on cases, and how much each is used."), Right.NAME_TAGS),
        Choice(
            "hooks", "truck", _("Systems that tell of lateness"),
            _("A shop or a carrier tells when an order is late, so that you apologise first."), Right.MANAGE_STAFF,
        ),
        Choice(
            "keys", "bolt", _("Keys for programs"), _("Which programs act for us, as whom, and what each may open."),
            Right.MAKE_KEYS,
        ),
        Choice(
            "connections", "chain", _("Connections"),
            _("Other systems hear what happens here, and carry decisions out."), Right.CONNECT,
        ),
        Choice(
            "retention", "undo", _("How long we keep"), _("What is taken away when it is old, and what it would be now."),
            Right.ERASE,
        ),
        Choice(
            "imports", "down", _("Imports"), _("Customers, cases and mails that come from other systems."), Right.CARRY,
        ),
        Choice("audit", "book", _("Audit"), _("Who did what, when and to whom."), Right.AUDIT),
        Choice("teams", "chain", _("Teams"), _("Who shares a queue and who leads."), Right.MANAGE_STAFF),
        Choice(
            "entry", "user", _("Signing in"), _("Through which service people come in, and who needs a second step."),
            Right.MANAGE_STAFF,
        ),
        Choice("roles", "check", _("Roles"), _("What people with each role may do."), Right.MANAGE_STAFF),
        Choice(
            "touchpoints", "pin", _("Touchpoints"),
            _("Where customers meet us, when we are open and how soon we promise to answer."), Right.MANAGE_TOUCHPOINTS,
        ),
        Choice(
            "mailboxes", "mail", _("Mailboxes"),
            _("The addresses customers write to and the servers behind them."), Right.MANAGE_TOUCHPOINTS,
        ),
        Choice(
            "operations", "bolt", _("Operations"), _("What failed or is waiting, and the button that puts it right."),
            Right.OPERATE, trouble_count() if viewer.may(Right.OPERATE) else 0,
        ),
    ]  # fmt: skip


def _shared(viewer: Member) -> list[Choice]:
    """For those who lead a team, and who manage people."""
    leads = viewer.may(Right.MANAGE_STAFF) or viewer.memberships.filter(is_lead=True).exists()
    about = _("New cases by turn, by load and by language, and past those who are away.")
    return [Choice("sharing", "swap", _("Sharing new cases"), about)] if leads else []


def _facts() -> list[Fact]:
    known = settings.KOHTAAMO
    languages = dict(settings.LANGUAGES)
    return [
        Fact(_("Name"), str(known["ORGANISATION"]), "KOHTAAMO_ORGANISATION"),
        Fact(_("Address"), str(known["URL"]), "KOHTAAMO_URL"),
        Fact(_("Language"), str(languages[known["LANGUAGE"]]), "KOHTAAMO_LANGUAGE"),
        Fact(_("Time zone"), str(known["TIME_ZONE"]), "KOHTAAMO_TIME_ZONE"),
        Fact(_("Phone"), str(known["PHONE"]), "KOHTAAMO_PHONE"),
        Fact(_("Sender of our own emails"), str(known["MAIL_FROM"]), "KOHTAAMO_MAIL_FROM"),
    ]
