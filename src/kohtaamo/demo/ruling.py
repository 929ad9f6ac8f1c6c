"""Rules and targets in the demonstration: a few that live, one that waits to be tried."""

from __future__ import annotations

from typing import Any

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.rules.commands.fire import fire
from kohtaamo.rules.commands.undo import undo_firing
from kohtaamo.rules.commands.write import Wish, switch, write_rule
from kohtaamo.rules.conditions import hold
from kohtaamo.rules.facts import WITH, Facts
from kohtaamo.rules.models import Firing, Rule
from kohtaamo.serving.models import SavedAnswer
from kohtaamo.staff.models import Member
from kohtaamo.targets.commands.aim import Aimed, set_target
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

Row = dict[str, Any]
LATELY = 400  # cases the rule looks back at


def let_rules_work(home: Organisation) -> None:
    """Broken things are tagged, promises are looked after, feelings are heard; the silent ones wait for a trial."""
    lead = home.members["leila"]
    mail = [str(each.pk) for each in Touchpoint.objects.filter(channel=Channel.MAIL)]
    answer = SavedAnswer.objects.get(code="kiitos")
    living: list[Wish] = [
        Wish(
            name="Rikkoutunut tavara", when={"kind": "wrote"}, stops=False,
            conditions=[
                {"what": "touchpoint", "values": mail},
                {"what": "text", "extra": "rikki, särkynyt, hajonnut, trasig, broken"},
            ],
            acts=[{"do": "tag", "extra": "rikkoutunut"}, {"do": "share", "value": "load"}],
        ),
        Wish(
            name="Kukaan ei jää odottamaan", when={"kind": "waited", "number": 6},
            conditions=[{"what": "owner", "values": ["nobody"]}],
            acts=[{"do": "share", "value": "load"}, {"do": "note", "extra": "Tämä on odottanut kuusi aukiolotuntia."}],
        ),
        Wish(
            name="Myöhästynyt lupaus", when={"kind": "late"},
            acts=[{"do": "tag", "extra": "lupaus myöhässä"}],
        ),
    ]  # fmt: skip
    made = [switch(actor=lead, rule=write_rule(actor=lead, wish=wish), on=True) for wish in living]
    _has_acted(made[0], lead)
    resting = Wish(
        name="Kiitos hiljaisille", when={"kind": "silent", "number": 10},
        conditions=[{"what": "feeling", "values": ["4", "5"]}],
        acts=[{"do": "draft", "value": str(answer.pk)}, {"do": "settle"}],
    )  # fmt: skip
    write_rule(actor=lead, wish=resting)


def _has_acted(rule: Rule, lead: Member) -> None:
    """Some of what has come lately moved the rule already; once it was wrong and was undone."""
    done: list[Firing] = []
    for case in Case.objects.select_related(*WITH).order_by("-opened_at")[:LATELY]:
        facts = Facts(case, now())
        if len(done) < 5 and hold(rule.conditions, rule.joined, facts):
            fired = fire(rule=rule, facts=facts, occasion=f"d{case.pk}")
            done += [fired] if fired is not None and fired.may_be_undone else []
    if len(done) > 1:
        undo_firing(actor=lead, firing=done[1])


def aim_at_times(home: Organisation) -> None:
    """An aim of our own beside the public promise: by mail in half the promised time, settled in two days."""
    lead = home.members["leila"]
    for touchpoint in Touchpoint.objects.filter(channel=Channel.MAIL, is_active=True):
        promised = touchpoint.answer_minutes or 480
        aimed = Aimed(touchpoint=touchpoint, first=max(60, promised // 2), next=max(60, promised // 2), settle=960)
        set_target(actor=lead, aimed=aimed)
