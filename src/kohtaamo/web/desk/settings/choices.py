"""What can be set, by what it is about: one sentence for each page and who may open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member


def leads(viewer: Member) -> bool:
    """Whether the viewer leads a team or manages people."""
    return viewer.may(Right.MANAGE_STAFF) or viewer.memberships.filter(is_lead=True).exists()


@dataclass(frozen=True)
class Choice:
    """A page of settings: its address by name, what it is for, the right it asks for or who else may open it."""

    page: str
    icon: str
    name: str | Promise
    about: str | Promise
    right: Right | Callable[[Member], bool] | None = None

    @property
    def url(self) -> str:
        """The page's address; empty when this house has no such page."""
        try:
            return reverse(self.page)
        except NoReverseMatch:
            return ""

    def is_open_to(self, viewer: Member) -> bool:
        """Whether the page is there and the viewer may open it."""
        if not self.url:
            return False
        if isinstance(self.right, Right):
            return viewer.may(self.right)
        return self.right is None or self.right(viewer)


@dataclass(frozen=True)
class Group:
    """Pages of settings under one heading."""

    name: str | Promise
    choices: tuple[Choice, ...]


def groups_of(viewer: Member) -> list[Group]:
    """The pages this person may open, under their headings."""
    found = [Group(one.name, tuple(each for each in one.choices if each.is_open_to(viewer))) for one in GROUPS]
    return [group for group in found if group.choices]


def choices_of(viewer: Member) -> list[Choice]:
    """The pages of settings this person may open."""
    return [choice for group in groups_of(viewer) for choice in group.choices]


GROUPS = (
    Group(_("For you"), (
        Choice("me", "user", _("My own settings"), _("Your name, languages, hours, look and how you sign in.")),
        Choice("away", "snooze", _("Being away"), _("When you are away and who stands in for you.")),
        Choice("my_mandates", "check", _("What I may decide"),
            _("What is yours to decide by yourself, and why."), Right.DECIDE),
    )),
    Group(_("What we say and promise"), (
        Choice("knowledge", "book", _("Articles"), _("What we know, for customers and for us, in each language.")),
        Choice("answers", "book", _("Saved answers"),
            _("What is written often, written once, in each language."), Right.ANSWER),
        Choice("answers_alike", "book", _("Answers that are alike"),
            _("Which texts many customers got in nearly the same words, and how many had to ask again."), Right.ANSWER),
        Choice("offers", "euro", _("Offers"), _("What waits for customers, what they accepted, and the templates.")),
        Choice("public_promises", "promise", _("Promises to everyone"),
            _("Campaigns, advertisements and service standards: what was promised, where and when.")),
        Choice("notices", "mail", _("Common matters"), _("What many wait for at once, and one notice to all of them.")),
    )),
    Group(_("What may be decided"), (
        Choice("mandates", "swap", _("Mandates"),
            _("Who may decide what, how much, where and until when."), Right.GRANT),
        Choice("decisions", "book", _("What decisions teach"),
            _("What was given, how customers felt before and after, and which limits are too tight."), Right.DECIDE),
    )),
    Group(_("How work goes"), (
        Choice("sharing", "swap", _("Sharing new cases"),
            _("New cases by turn, by load and by language, and past those who are away."), leads),
        Choice("rules", "bolt", _("Rules"),
            _("What happens by itself, when and to which cases, and what it did."), Right.SHAPE_WORK),
        Choice("targets", "clock", _("Answer-time targets"),
            _("How soon we mean to answer and settle, by touchpoint and kind of matter."), Right.MANAGE_TOUCHPOINTS),
        Choice("matters", "book", _("Kinds of matters"),
            _("What customers come with, and who owns each."), Right.MANAGE_TOUCHPOINTS),
        Choice("checklists", "check", _("Checklists"),
            _("Steps that are gone through in cases of a kind."), Right.SHAPE_WORK),
        Choice("fields", "form", _("Own fields"),
            _("What you ask of cases, customers and meetings beyond the usual."), Right.SHAPE_WORK),
        Choice("tags", "chain", _("Tags"), _("The words put on cases, and how much each is used."), Right.NAME_TAGS),
    )),
    Group(_("Where customers meet us"), (
        Choice("touchpoints", "pin", _("Touchpoints"),
            _("Where customers meet us, when we are open and how soon we promise to answer."), Right.MANAGE_TOUCHPOINTS),
        Choice("mailboxes", "mail", _("Mailboxes"),
            _("The addresses customers write to and the servers behind them."), Right.MANAGE_TOUCHPOINTS),
    )),
    Group(_("Who works here"), (
        Choice("people", "hand", _("People"), _("Who is here, in which team, and who is invited.")),
        Choice("teams", "chain", _("Teams"), _("Who shares a queue and who leads."), Right.MANAGE_STAFF),
        Choice("roles", "check", _("Roles"), _("What people with each role may do."), Right.MANAGE_STAFF),
        Choice("entry", "user", _("Signing in"),
            _("Through which service people come in, and who needs a second step."), Right.MANAGE_STAFF),
    )),
    Group(_("Other systems and upkeep"), (
        Choice("connections", "chain", _("Connections"),
            _("Other systems hear what happens here, and carry decisions out."), Right.CONNECT),
        Choice("keys", "bolt", _("Keys for programs"),
            _("Which programs act for us, as whom, and what each may open."), Right.MAKE_KEYS),
        Choice("hooks", "truck", _("Systems that tell of lateness"),
            _("A shop or a carrier tells when an order is late, so that you apologise first."), Right.MANAGE_STAFF),
        Choice("imports", "table", _("Imports"),
            _("Customers, cases and mails that come from other systems."), Right.CARRY),
        Choice("exports", "arrow", _("Exports"),
            _("Everything of ours in one archive, for other programs."), Right.CARRY),
        Choice("retention", "undo", _("How long we keep"),
            _("What is taken away when it is old, and what it would be now."), Right.ERASE),
        Choice("operations", "bolt", _("Operations"),
            _("What failed or is waiting, and the button that puts it right."), Right.OPERATE),
        Choice("audit", "book", _("Audit"), _("Who did what, when and to whom."), Right.AUDIT),
    )),
)  # fmt: skip
