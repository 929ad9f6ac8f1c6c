"""Doing what rules do: each act by the command a person would use, on behalf of the rule's owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kohtaamo.encounters.choices import Outcome
from kohtaamo.encounters.commands.draft import save_draft
from kohtaamo.encounters.commands.end import end
from kohtaamo.encounters.commands.fast_lane import open_fast_lane
from kohtaamo.encounters.commands.note import write_note
from kohtaamo.encounters.commands.set_matter import set_matter
from kohtaamo.encounters.commands.take import assign
from kohtaamo.encounters.locking import hold, teamed, where
from kohtaamo.encounters.models import Case, Draft, Message
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.queries import cause_for
from kohtaamo.platform.connections.models import Connection
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.numbers import number_in
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.make import Terms, make
from kohtaamo.rules.events import AcknowledgementWanted
from kohtaamo.rules.models import Rule
from kohtaamo.serving.commands.answers import use_answer
from kohtaamo.serving.commands.share import set_owner
from kohtaamo.serving.commands.snooze import snooze
from kohtaamo.serving.filling import fill
from kohtaamo.serving.models import SavedAnswer, TeamSharing
from kohtaamo.serving.queries.answers import answer_for
from kohtaamo.serving.queries.sharing import able, loads
from kohtaamo.serving.rules import Candidate, choose
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member, Team
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.hours import add_open_time
from kohtaamo.touchpoints.models import Matter
from kohtaamo.touchpoints.queries import calendar_of
from kohtaamo.work.choices import Target
from kohtaamo.work.commands.checklist import add_step
from kohtaamo.work.commands.fields import fill_in
from kohtaamo.work.commands.tag import clean_name, key_of, put_tag, take_tag_off
from kohtaamo.work.models import CaseStep, Checklist, Field, Tag

Row = Mapping[str, Any]


def act(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    """Do one act, inside a unit. Raises an error of the family when it may not or cannot be done."""
    done = _DONE.get(row.get("do", ""))
    if done is None:
        raise Invalid(_("Nobody knows how to do this any more."))
    done(rule, row, Case.objects.select_related("team", "owner", "customer", "touchpoint").get(pk=case.pk), message)


def _row(model: Any, row: Row) -> Any:
    """The row chosen. Raises ``Invalid`` when it is out of use."""
    found = model.objects.filter(pk=number_in(str(row.get("value", "")))).first()
    if found is None or not getattr(found, "is_active", True):
        raise Invalid(_("What it names is no longer in use. Choose another in the rule."))
    return found


def _team(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    team = _row(Team, row)
    if team.pk != case.team_id:
        assign(actor=rule.owner, case=case, team=team)


def _person(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    assign(actor=rule.owner, case=case, team=case.team, owner=_row(Member, row))


def _share(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    """To somebody who is here, when nobody has it."""
    require(rule.owner, Right.ASSIGN)
    case = hold(rule.owner, case)
    if case.owner_id is not None:
        return
    sharing = TeamSharing.objects.select_for_update().filter(team_id=case.team_id).first()
    members = able(case.team_id, now())
    has = loads(members)
    chosen = choose(
        [Candidate(one.pk, [*one.speaks, one.language], has.get(one.pk, 0)) for one in members],
        way=str(row.get("value", "")), language=case.language, by_language=bool(sharing and sharing.by_language),
        most=sharing.most if sharing else None, latest=sharing.latest_id if sharing else _latest(case),
    )  # fmt: skip
    if chosen is None:
        raise Invalid(_("Nobody in the team is here to take it."))
    if sharing is not None:
        sharing.latest_id = chosen.pk
        sharing.save(update_fields=["latest"])
    set_owner(case, chosen.pk, why=chosen.way, language=chosen.language)


def _latest(case: Case) -> int | None:
    """Who got the team's newest case before this one, where the team keeps no turn of its own."""
    newest = Case.objects.filter(team_id=case.team_id, owner__isnull=False).order_by("-changed_at")
    return newest.values_list("owner_id", flat=True).first()


def _tag(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    put_tag(actor=rule.owner, case=case, name=str(row.get("extra", "")))


def _untag(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    tag = Tag.objects.filter(key=key_of(clean_name(str(row.get("extra", ""))))).first()
    if tag is not None:
        take_tag_off(actor=rule.owner, case=case, tag=tag)


def _matter(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    set_matter(actor=rule.owner, case=case, matter=_row(Matter, row))


def _fast_lane(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    """Whoever has it meets the customer; else the one of the team who has least waiting."""
    if case.fast_lane_at is not None:
        return
    here = [] if case.owner_id else able(case.team_id, now())
    has = loads(here)
    open_fast_lane(
        actor=rule.owner, case=case, owner=min(here, key=lambda one: (has.get(one.pk, 0), one.pk), default=None)
    )


def _filled(rule: Rule, row: Row, case: Case, writer: Member) -> str:
    answer: SavedAnswer = answer_for(rule.owner, _row(SavedAnswer, row).pk)
    used = use_answer(actor=writer, case=case, answer=answer)
    return used.filled.text


def _send(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    if message is None:
        raise Invalid(_("There is no message to answer."))
    answer: SavedAnswer = answer_for(rule.owner, _row(SavedAnswer, row).pk)
    texts = {one.language: one.text for one in answer.texts.all()}
    spoken = next((code for code in (case.language, rule.owner.language) if code in texts), min(texts, default=""))
    if not spoken:
        raise NotFound
    filled = fill(texts[spoken], case=case, writer=rule.owner, language=spoken)
    if filled.missing:
        raise Invalid(_("Not sent: nothing is known to fill in %(gaps)s with.") % {"gaps": ", ".join(filled.missing)})
    publish(AcknowledgementWanted(message=message, text=filled.text))


def _draft(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    if case.owner is None:
        raise Invalid(_("Nobody has the case, so there is nobody to draft for."))
    if Draft.objects.filter(case=case, member=case.owner).exclude(text="").exists():
        return
    save_draft(actor=case.owner, case=case, text=_filled(rule, row, case, case.owner))


def _promise(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    due = add_open_time(calendar_of(case.touchpoint), now(), timedelta(hours=float(row.get("extra") or 0)))
    if due is None:
        raise Invalid(_("We are not open for so long."))
    with override(case.language):
        what = _("We return to you")
    make(actor=rule.owner, case=case, terms=Terms(what=what, due_at=due, owner=case.owner or rule.owner))


def _note(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    text = f"{_('Rule')} ”{rule.name}”: {row.get('extra', '')}"
    write_note(actor=rule.owner, case=case, text=text, keeps_draft=True)


def _steps(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    there = set(CaseStep.objects.filter(case=case, step=None).values_list("text", flat=True))
    for step in _row(Checklist, row).steps.filter(is_active=True):
        if str(step) not in there:
            add_step(actor=rule.owner, case=case, text=str(step))


def _field(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    field = _row(Field, row)
    thing = case.customer if field.target == Target.CUSTOMER else case
    fill_in(actor=rule.owner, thing=thing, written={field.pk: [_key(field, str(row.get("extra", "")))]})


def _key(field: Field, text: str) -> str:
    """An option by its name in any language; anything else as it is."""
    named = (one["key"] for one in field.options if text in (one["key"], one.get("fi"), one.get("sv"), one.get("en")))
    return str(next(named, text))


def _cause(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    cause = cause_for(rule.owner, number_in(str(row.get("value", ""))) or 0)
    join(actor=rule.owner, cause=cause, cases=[case.pk])


def _sleep(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    snooze(actor=rule.owner, case=case, until=now() + timedelta(days=float(row.get("extra") or 0)), word=rule.name)


def _settle(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    if not case.is_settled:
        end(actor=rule.owner, case=case, outcome=Outcome.SOLVED)


def _tell(rule: Rule, row: Row, case: Case, message: Message | None) -> None:
    require(rule.owner, Right.CONNECT)
    connection = _row(Connection, row)
    record("rule.told", actor=rule.owner, **where(case), **teamed(case), connection=connection.pk)


_DONE: Mapping[str, Callable[[Rule, Row, Case, Message | None], None]] = {
    "team": _team, "person": _person, "share": _share, "tag": _tag, "untag": _untag, "matter": _matter,
    "fast_lane": _fast_lane, "send": _send, "draft": _draft, "promise": _promise, "note": _note, "steps": _steps,
    "field": _field, "cause": _cause, "sleep": _sleep, "settle": _settle, "tell": _tell,
}  # fmt: skip
