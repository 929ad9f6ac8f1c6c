"""Putting back what a rule touched, each as it was before. The case is held by the caller, who has seen that nobody touched
it since. A row that is put back is the very same, so that what was done before can be undone as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Model

from kohtaamo.encounters.choices import DeliveryState
from kohtaamo.encounters.commands.take import may_have
from kohtaamo.encounters.events import MatterSet, TakenBack
from kohtaamo.encounters.locking import teamed, where
from kohtaamo.encounters.models import Case, Delivery, Draft, Message
from kohtaamo.outreach.models import CauseCase
from kohtaamo.platform.errors import Conflict
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.promises.commands.keep import withdraw_undone
from kohtaamo.promises.models import Promise
from kohtaamo.rules.traces import Told, still_there, told_now
from kohtaamo.serving.choices import Woken
from kohtaamo.serving.models import Snooze
from kohtaamo.staff.models import Member, Team
from kohtaamo.touchpoints.models import Matter
from kohtaamo.work.commands.acts import give_back, open_again
from kohtaamo.work.models import CaseStep, Field, FieldValue, Tag, Tagging


class NoLongerThere(Conflict):
    """What it was before is no longer in use."""

    code = "no_longer_there"


def restore(by: Member, case: Case, name: str, was: Told, after: Told) -> None:
    """Put one thing back, inside a unit. Raises ``NoLongerThere``."""
    subject, _colon, about = name.partition(":")
    _RESTORES[subject](by, Case.objects.select_related("team").get(pk=case.pk), about, was, after)


def _again(model: type[Model], told: Mapping[str, str | None], **other: Any) -> Model:
    """The row of these columns."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.attname in told:
            text = told[field.attname]
            setattr(row, field.attname, None if text is None else field.to_python(text))
    for name, value in other.items():
        setattr(row, name, value)
    return row


def _given(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    """To whom had it; to their team when they can have it no more."""
    team = Team.objects.filter(pk=was["team"], is_active=True).first()
    if team is None:
        raise NoLongerThere
    owner = Member.objects.filter(pk=was["owner"], is_active=True).first() if was["owner"] else None
    fits = owner is not None and may_have(owner, team)
    give_back(by, case, {"team": team.pk, "owner": owner.pk if owner is not None and fits else None})


def _lane(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    case.fast_lane_at = Case._meta.get_field("fast_lane_at").to_python(was) if was else None
    case.changed_at = now()
    case.save(update_fields=["fast_lane_at", "changed_at"])
    if was:
        record("case.fast_lane", actor=by, **where(case), **teamed(case), member=case.owner_id)
    else:
        record("case.fast_lane_left", actor=by, **where(case), **teamed(case))


def _matter(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    if was is not None and not Matter.objects.filter(pk=was).exists():
        raise NoLongerThere
    case.matter_id = was
    case.save(update_fields=["matter"])
    record("case.matter_set", actor=by, **where(case), **teamed(case), matter=was)
    publish(MatterSet(case))


def _state(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    open_again(by, case, was)


def _tag(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    tag = Tag.objects.select_for_update().filter(pk=(after or was)["tag_id"]).first()
    if tag is None:
        raise NoLongerThere
    if was is None:
        Tagging.objects.filter(pk=after["id"]).delete()
    else:
        _again(Tagging, was, case_id=case.pk).save(force_insert=True)
    Tag.objects.filter(pk=tag.pk).update(uses=F("uses") + (-1 if was is None else 1))
    kind = "case.untagged" if was is None else "case.tagged"
    record(kind, actor=by, **where(case), **teamed(case), tag=tag.pk, name=tag.name)


def _field(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    field = Field.objects.filter(pk=int(about)).first()
    if field is None:
        raise NoLongerThere
    FieldValue.objects.filter(pk__in=[int(one["id"]) for one in after]).delete()
    FieldValue.objects.bulk_create(_again(FieldValue, one) for one in was)  # type: ignore[misc]
    of_customer = any(one["customer_id"] for one in (*was, *after))
    place = {"customer": case.customer_id} if of_customer else {**where(case), **teamed(case)}
    kind = "customer.field_set" if of_customer else "case.field_set"
    record(kind, actor=by, **place, field=field.pk, name=field.name_fi)


def _cause(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    joined = CauseCase.objects.select_related("cause").get(pk=int(after["id"]))
    joined.left_at, joined.left_by = now(), by
    joined.save(update_fields=["left_at", "left_by"])
    record("cause.parted", actor=by, **where(case), **teamed(case), cause=joined.cause_id, title=joined.cause.title)


def _sleep(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    """It sleeps as it slept before, or is awake."""
    if was is not None:
        _again(Snooze, was).save()
        record(
            "case.snoozed", actor=by, **where(case), **teamed(case), until=was["until"], promise=None, word=was["word"]
        )
        return
    asleep = Snooze.objects.get(pk=int(after["id"]))
    asleep.woken_at, asleep.woken_by, asleep.woken_why = now(), by, Woken.HAND
    asleep.save(update_fields=["woken_at", "woken_by", "woken_why"])
    record("case.woken", actor=by, **where(case), **teamed(case), member=asleep.by_id, why=asleep.woken_why)


def _steps(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    here = told_now(case.pk, ["steps"])["steps"]
    for own in CaseStep.objects.filter(pk__in=still_there(here, was, after)):
        record("case.step_dropped", actor=by, **where(case), **teamed(case), text=own.text)
        own.delete()


def _draft(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    Draft.objects.filter(pk=after["pk"]).delete()


def _promise(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    here = told_now(case.pk, ["promise"])["promise"]
    for promise in Promise.objects.select_for_update(of=("self",)).filter(pk__in=still_there(here, was, after)):
        withdraw_undone(promise, by)


def _sent(by: Member, case: Case, about: str, was: Told, after: Told) -> None:
    """What has not left yet is taken back."""
    here = told_now(case.pk, ["sent"])["sent"]
    for message in Message.objects.filter(pk__in=still_there(here, was, after)):
        deliveries = Delivery.objects.select_for_update().filter(message=message)
        if set(deliveries.values_list("state", flat=True)) != {DeliveryState.WAITING}:
            raise NoLongerThere
        deliveries.update(state=DeliveryState.TAKEN_BACK, settled_at=now())
        told = {**where(case, message.encounter_id), **teamed(case)}
        record("message.taken_back", actor=by, **told, message=message.pk)
        publish(TakenBack(message=message, by=by))


_RESTORES: Mapping[str, Callable[[Member, Case, str, Told, Told], None]] = {
    "given": _given, "lane": _lane, "matter": _matter, "state": _state, "tag": _tag, "field": _field, "cause": _cause,
    "sleep": _sleep, "steps": _steps, "draft": _draft, "promise": _promise, "sent": _sent,
}  # fmt: skip
