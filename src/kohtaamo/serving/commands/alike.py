"""Counting answers that are alike, one message after another, as they are sent and as customers write again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils.timezone import localtime

from kohtaamo.encounters.choices import Author
from kohtaamo.encounters.models import ONLY_THANKS, Message
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.serving.likeness import are_alike, compared, keys
from kohtaamo.serving.models import Pattern, PatternKey, PatternTold
from kohtaamo.serving.queries.answers import AGAIN

LOOKED_BACK = timedelta(days=100)  # what was sent before is not counted when counting begins
KEPT, KEPT_SINGLE = timedelta(days=400), timedelta(days=45)
FORGOTTEN_AT_ONCE = 500


def note_answer(message: Message) -> None:
    """An answer of a person went to the customer. Seen twice it counts once."""
    if message.author != Author.US or message.is_automatic:
        return
    case = message.case
    words = compared(message.text, (case.customer.name, message.sender_name, case.for_whom))
    if not words:
        return
    with unit_of_work():
        pattern = _found(message, words) or _begun(message, words)
        _told, is_new = PatternTold.objects.get_or_create(
            pattern=pattern, customer_id=case.customer_id, defaults={"case": case, "at": message.at}
        )
        if is_new:
            last = max(pattern.last_at, message.at)
            Pattern.objects.filter(pk=pattern.pk).update(customers=F("customers") + 1, last_at=last)


def note_question(message: Message) -> None:
    """A customer wrote more than thanks: whoever got such an answer in the case within two weeks had to ask again."""
    if message.author != Author.CUSTOMER or message.is_automatic or ONLY_THANKS in message.note.split():
        return
    with unit_of_work():
        lately = PatternTold.objects.filter(
            case_id=message.case_id, at__lt=message.at, at__gte=message.at - AGAIN, asked_at__isnull=True
        )
        for told in list(lately.filter(customer_id=message.case.customer_id).select_for_update()):
            told.asked_at = message.at
            told.save(update_fields=["asked_at"])
            Pattern.objects.filter(pk=told.pattern_id).update(asked_again=F("asked_again") + 1)


def forget_patterns() -> int:
    """Once a minute: what only one customer got, and what is over a year old, a little at a time. Returns how many."""
    at = now()
    single = Pattern.objects.filter(last_at__lt=at - KEPT_SINGLE, customers__lte=1)
    old = Pattern.objects.filter(last_at__lt=at - KEPT)
    ids = [
        *single.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE],
        *old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE],
    ]
    Pattern.objects.filter(pk__in=ids).delete()
    return len(ids)


def month_of(at: datetime) -> date:
    """The first day of the month, in the organisation's zone."""
    return localtime(at).date().replace(day=1)


def _found(message: Message, words: str) -> Pattern | None:
    """The pattern of the same team, month and language whose words are alike, the most used first."""
    near = PatternKey.objects.filter(key__in=keys(words)).values("pattern_id")
    same = Pattern.objects.filter(
        pk__in=near, team_id=message.case.team_id, month=month_of(message.at), language=message.case.language
    )
    return next((one for one in same.order_by("-customers", "pk")[:50] if are_alike(one.words, words)), None)


def _begun(message: Message, words: str) -> Pattern:
    case = message.case
    pattern = Pattern.objects.create(
        team_id=case.team_id, month=month_of(message.at), language=case.language, sample=message, words=words,
        last_at=message.at,
    )  # fmt: skip
    PatternKey.objects.bulk_create(PatternKey(pattern=pattern, key=key) for key in set(keys(words)))
    return pattern
