"""What may be asked of a case before a rule acts: how each is called, said in a sentence, chosen and tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kohtaamo.encounters.choices import CaseState, Feeling
from kohtaamo.encounters.models import Case
from kohtaamo.platform.numbers import numbers_in
from kohtaamo.rules.choices import How
from kohtaamo.rules.facts import Facts, fits, says
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Matter, Touchpoint
from kohtaamo.work.choices import Target
from kohtaamo.work.fielding import cases_with
from kohtaamo.work.models import Field, Tag

Options = Callable[[], Sequence[tuple[str, Any]]]
NOBODY = "nobody"
MOST = 500


@dataclass(frozen=True)
class Condition:
    """One thing that may be asked. ``options`` to choose from, and ``words`` when something is written beside; ``lookup``
    is the case's column the options are values of, so that the database can ask."""

    name: Any
    holds: Any  # said when it is to hold, with %(what)s
    holds_not: Any
    test: Callable[[Facts, Sequence[str], str], bool]
    options: Options | None = None
    words: Any = ""
    many: bool = True
    lookup: str = ""
    lone: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)  # said instead, for one value alone


def rows(model: Any) -> Options:
    """The rows in use as choices."""
    found = model.objects.filter(is_active=True) if hasattr(model, "is_active") else model.objects.all()
    return lambda: [(str(row.pk), str(row)) for row in found.all()[:MOST]]


def _column(name: str) -> Callable[[Facts, Sequence[str], str], bool]:
    return lambda facts, values, extra: str(getattr(facts.case, name) or "") in values


def _people() -> list[tuple[str, Any]]:
    return [(NOBODY, _("nobody")), *rows(Member)()]


def _owner(facts: Facts, values: Sequence[str], extra: str) -> bool:
    return (str(facts.case.owner_id) if facts.case.owner_id else NOBODY) in values


def _field(facts: Facts, values: Sequence[str], extra: str) -> bool:
    field = Field.objects.filter(pk__in=numbers_in(values)[:1]).first()
    if field is None:
        return False
    return Case.objects.filter(cases_with(field, extra), pk=facts.case.pk).exists()


def _fields() -> list[tuple[str, Any]]:
    found = Field.objects.filter(is_active=True, target__in=[Target.CASE, Target.CUSTOMER])
    return [(str(field.pk), str(field)) for field in found[:MOST]]


def _yes(name: str) -> Callable[[Facts, Sequence[str], str], bool]:
    return lambda facts, values, extra: bool(getattr(facts, name))


def _organisation(facts: Facts, values: Sequence[str], extra: str) -> bool:
    customer = facts.case.customer
    names = [customer.name, customer.organisation.name if customer.organisation else ""]
    wanted = [one.strip().casefold() for one in extra.split(",") if one.strip()]
    return any(name.casefold().startswith(one) for name in names if name for one in wanted)


CONDITIONS: Mapping[str, Condition] = {
    "touchpoint": Condition(
        _("Touchpoint"), _("the touchpoint is %(what)s"), _("the touchpoint is not %(what)s"), _column("touchpoint_id"),
        rows(Touchpoint), lookup="touchpoint_id",
    ),
    "channel": Condition(
        _("Channel"), _("the channel is %(what)s"), _("the channel is not %(what)s"), _column("channel"),
        lambda: [(value, str(label).lower()) for value, label in Channel.choices], lookup="channel",
    ),
    "subject": Condition(
        _("Words in the subject"), _("the subject says %(what)s"), _("the subject does not say %(what)s"),
        lambda facts, values, extra: says(facts.subject, extra), words=_("Words, commas between"),
    ),
    "text": Condition(
        _("Words in the message"), _("the message says %(what)s"), _("the message does not say %(what)s"),
        lambda facts, values, extra: says(facts.text, extra), words=_("Words, commas between"),
    ),
    "address": Condition(
        _("The writer's address"), _("the writer's address is %(what)s"), _("the writer's address is not %(what)s"),
        lambda facts, values, extra: fits(facts.address, extra), words=_("An address, or @firm.example"),
    ),
    "customer": Condition(
        _("Customer or organisation"), _("the customer or their organisation is %(what)s"),
        _("neither the customer nor their organisation is %(what)s"), _organisation, words=_("How the name begins"),
    ),
    "matter": Condition(
        _("Kind of matter"), _("the kind of matter is %(what)s"), _("the kind of matter is not %(what)s"),
        _column("matter_id"), rows(Matter), lookup="matter_id",
    ),
    "tag": Condition(
        _("Tag"), _("it carries the tag %(what)s"), _("it does not carry the tag %(what)s"),
        lambda facts, values, extra: any(str(tag) in values for tag in facts.tags), rows(Tag),
    ),
    "team": Condition(
        _("Team"), _("the team is %(what)s"), _("the team is not %(what)s"), _column("team_id"), rows(Team),
        lookup="team_id",
    ),
    "owner": Condition(
        _("Who has it"), _("%(what)s has it"), _("it is not %(what)s who has it"), _owner, _people,
        lone={NOBODY: (_("nobody has it"), _("somebody has it"))},
    ),
    "state": Condition(
        _("Where it stands"), _("it stands: %(what)s"), _("it does not stand: %(what)s"), _column("state"),
        lambda: [(value, str(label).lower()) for value, label in CaseState.choices], lookup="state",
    ),
    "language": Condition(
        _("Language"), _("the language is %(what)s"), _("the language is not %(what)s"), _column("language"),
        lambda: settings.LANGUAGES, lookup="language",
    ),
    "feeling": Condition(
        _("Feeling"), _("the customer's feeling is %(what)s"), _("the customer's feeling is not %(what)s"),
        _column("feeling"), lambda: [(str(value), str(label).lower()) for value, label in Feeling.choices], lookup="feeling",
    ),
    "field": Condition(
        _("Own field"), _("%(what)s"), _("not %(what)s"), _field, _fields, words=_("Value, or a span such as 10..20"),
        many=False,
    ),
    "open": Condition(
        _("Opening hours"), _("we are open"), _("we are closed"), _yes("is_open"),
    ),
    "fast_lane": Condition(
        _("Fast lane"), _("it is on the fast lane"), _("it is not on the fast lane"),
        lambda facts, values, extra: facts.case.fast_lane_at is not None,
    ),
    "first": Condition(
        _("First message"), _("it is the customer's first message in the matter"),
        _("it is not the customer's first message in the matter"), _yes("is_first"),
    ),
    "file": Condition(
        _("A file along"), _("a file came along"), _("no file came along"), _yes("has_file"),
    ),
}  # fmt: skip

Row = Mapping[str, Any]


def holds(row: Row, facts: Facts) -> bool:
    """Whether one written condition holds."""
    found = CONDITIONS.get(row.get("what", ""))
    if found is None:
        return False
    return found.test(facts, row.get("values", []), row.get("extra", "")) == (row.get("how") != How.NOT)


def hold(conditions: Sequence[Row], joined: str, facts: Facts) -> bool:
    """Whether the conditions hold together; none at all always do."""
    if not conditions:
        return True
    ways = (holds(row, facts) for row in conditions)
    return any(ways) if joined == "any" else all(ways)


def narrow(conditions: Sequence[Row], joined: str) -> Q:
    """The part of the conditions the database can ask of cases; the rest is tried one by one."""
    found = Q()
    for row in conditions if joined != "any" else []:
        lookup = CONDITIONS[row["what"]].lookup if row.get("what") in CONDITIONS else ""
        if lookup and row.get("values"):
            asked = Q(**{f"{lookup}__in": row["values"]})
            found &= ~asked if row.get("how") == How.NOT else asked
    return found
