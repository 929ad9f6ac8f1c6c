"""Reading rules, what they did and would have done. Who shapes the work sees every rule, and of cases only their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from kohtaamo.encounters.models import Case, Message
from kohtaamo.encounters.queries import in_sight
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.models import Entry
from kohtaamo.platform.time import default_zone, now
from kohtaamo.rules.choices import FiringState
from kohtaamo.rules.facts import WITH, Facts
from kohtaamo.rules.models import Firing, Rule, Trial, TrialFind
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

PAGE = 50


def rules(viewer: Member) -> QuerySet[Rule]:
    """Every rule in its order. Raises ``NotAllowed``."""
    require(viewer, Right.SHAPE_WORK)
    return Rule.objects.filter(removed_at=None).select_related("owner").order_by("place", "pk")


def rule_for(viewer: Member, rule_id: int) -> Rule:
    """One rule. Raises ``NotAllowed`` or ``NotFound``."""
    found = rules(viewer).filter(pk=rule_id).first()
    if found is None:
        raise NotFound
    return found


def firings(viewer: Member, rule: Rule | None = None) -> QuerySet[Firing]:
    """What rules did in the cases this person may see, the newest first."""
    require(viewer, Right.SHAPE_WORK)
    found = Firing.objects.filter(in_sight(viewer))
    if rule is not None:
        found = found.filter(rule=rule)
    return found.select_related("rule", "case__customer", "undone_by").order_by("-at", "-pk")


def firing_for(viewer: Member, firing_id: int) -> Firing:
    """One time a rule acted. Raises ``NotAllowed`` or ``NotFound``."""
    found = firings(viewer).filter(pk=firing_id).first()
    if found is None:
        raise NotFound
    return found


def counts(viewer: Member, found: Sequence[Rule]) -> dict[int, dict[str, object]]:
    """For each rule, in cases in sight: how often it acted, how often it failed and is not mended, and when last."""
    rows = Firing.objects.filter(in_sight(viewer), rule__in=list(found)).order_by().values("rule")
    told = rows.annotate(
        done=Count("pk"), failed=Count("pk", filter=Q(state__in=TROUBLE)), latest=Max("at")
    )  # fmt: skip
    return {row["rule"]: dict(row) for row in told}


TROUBLE = (FiringState.FAILED, FiringState.HELD)


def in_trouble() -> QuerySet[Firing]:
    """Times a rule failed or was held back, and nobody has seen to it."""
    return Firing.objects.filter(state__in=TROUBLE).select_related("rule", "case__customer")


def ownerless() -> QuerySet[Rule]:
    """Rules that are on, but whose owner has left: they can do nothing."""
    return Rule.objects.filter(is_on=True, removed_at=None, owner__is_active=False)


def trial_for(viewer: Member, rule: Rule, trial_id: int) -> Trial:
    """One's own trial of a rule. Raises ``NotFound``."""
    found = Trial.objects.filter(pk=trial_id, rule=rule, by=viewer).first()
    if found is None:
        raise NotFound
    return found


def finds(viewer: Member, trial: Trial) -> QuerySet[TrialFind]:
    """Where it would have acted, the newest first; of cases in sight."""
    return TrialFind.objects.filter(in_sight(viewer), trial=trial).select_related("case__customer").order_by("-at")


def today() -> date:
    return now().astimezone(default_zone()).date()


def live() -> list[Rule]:
    """The rules that work now, in their order."""
    day = today()
    found = Rule.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day), is_on=True, removed_at=None,
    )  # fmt: skip
    return list(found.select_related("owner__role").order_by("place", "pk"))


def facts_of(case_id: int, at: datetime, message_id: int | None = None) -> Facts | None:
    """What a rule looks at in a case now; None when it is no more, or lives on in another."""
    case = Case.objects.select_related(*WITH).filter(pk=case_id, merged_into=None).first()
    if case is None:
        return None
    said = Message.objects.filter(pk=message_id, case=case).first() if message_id else None
    return Facts(case, at, said)


def facts_at(entry: Entry) -> Facts | None:
    """What a rule looks at when an entry of the journal moves it. What a machine wrote moves nothing."""
    if entry.case_id is None:
        return None
    known = entry.data.get("message") if entry.kind == "message.received" else None
    facts = facts_of(entry.case_id, entry.at, known)
    if facts is not None and entry.kind == "case.opened":
        facts.said = (
            Message.objects.filter(encounter_id=entry.encounter_id or 0, author="customer").order_by("pk").first()
        )
        if facts.said is not None and facts.said.is_automatic:
            return None
    return facts
