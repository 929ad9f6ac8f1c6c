"""The other ends of an offer: declined, withdrawn, lapsed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.commands.say import say
from kohtaamo.encounters.models import Case, OwnPage
from kohtaamo.offers.choices import OfferState
from kohtaamo.offers.commands.accept import hold_on_page
from kohtaamo.offers.commands.mandated import release_all
from kohtaamo.offers.errors import NotGiven, WordMissing
from kohtaamo.offers.holding import hold_offer, lock, note, pass_to
from kohtaamo.offers.models import Offer
from kohtaamo.offers.queries import draft_of
from kohtaamo.offers.rules import warned_from
from kohtaamo.offers.wording import declining
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

AT_A_TIME = 200


def decline(*, page: OwnPage, offer: Offer, word: str = "") -> Offer:
    """The customer declines on their own page, with a word if they like. Declining again changes nothing.

    Raises ``NotFound`` and ``NotGiven``.
    """
    with unit_of_work():
        held = hold_on_page(page, offer)
        if held.state == OfferState.DECLINED:
            return held
        _check_given(held)
        limit = int(settings.KOHTAAMO["MAX_UPLOAD_MB"]) * 1024 * 1024
        say(page=page, text=declining(held, word.strip()[:2000]), limit=limit)
        held.case.refresh_from_db()
        _end(held, OfferState.DECLINED, None, word=word)
        note("offer.declined", held, held.case.customer)
        return held


def note_declined(*, actor: Member, offer: Offer, word: str) -> Offer:
    """Note that the customer declined, with a word on how they told it. Raises ``WordMissing`` and ``NotGiven``."""
    require(actor, Right.ANSWER)
    if not word.strip():
        raise WordMissing
    with unit_of_work():
        held = hold_offer(actor, offer)
        _check_given(held)
        _end(held, OfferState.DECLINED, actor, word=word)
        note("offer.declined", held, actor)
        return held


def withdraw(*, actor: Member, offer: Offer, word: str, letter: str = "") -> Offer:
    """Withdraw a given offer; the customer is told by the letter, or was told as the word says.

    While the letter waits to leave it can be taken back, and the offer stands again. Raises ``WordMissing`` and
    ``NotGiven``.
    """
    require(actor, Right.ANSWER)
    if not word.strip():
        raise WordMissing
    with unit_of_work():
        held = hold_offer(actor, offer)
        _check_given(held)
        if letter.strip():
            held.ending = reply(actor=actor, case=held.case, text=letter, keeps_draft=True)
            held.case.refresh_from_db()
        _end(held, OfferState.WITHDRAWN, actor, word=word)
        note("offer.withdrawn", held, actor, word=held.word)
        return held


def _check_given(held: Offer) -> None:
    if held.state != OfferState.GIVEN:
        raise NotGiven


def _end(held: Offer, state: str, by: Member | None, *, word: str = "") -> None:
    if (begun := draft_of(held)) is not None:
        begun.delete()
    pass_to(held, state, by, word=word)
    held.save()
    if held.ending_id is None:  # else when the letter that tells of it has left: until then the offer may stand again
        release_all(held, by)


def look_after_offers() -> int:
    """Once a minute: offers whose time ran out lapse, and makers hear in time of those about to. Returns how many."""
    return _each(_due(), _lapse) + _each(_soon(), _warn)


def _due() -> list[tuple[int, int]]:
    due = Offer.objects.filter(state=OfferState.GIVEN, valid_until__lte=now()).order_by("valid_until", "pk")
    return list(due.values_list("pk", "case_id")[:AT_A_TIME])


def _soon() -> list[tuple[int, int]]:
    """Those not warned of whose time is near; how near depends on when each was given."""
    open_ones = Offer.objects.filter(state=OfferState.GIVEN, warned_at__isnull=True, valid_until__gt=now())
    rows = open_ones.order_by("valid_until", "pk").values_list("pk", "case_id", "valid_until", "current__given_at")
    return [
        (pk, case)
        for pk, case, until, given in rows[:AT_A_TIME]
        if until and given and now() >= warned_from(given, until)
    ]


def _each(found: list[tuple[int, int]], act: Callable[[Offer], bool]) -> int:
    done = 0
    for offer_id, case_id in found:
        with unit_of_work():
            case = Case.objects.select_for_update().get(pk=case_id)
            done += act(lock(offer_id, case))
    return done


def _lapse(held: Offer) -> bool:
    if held.state != OfferState.GIVEN or held.valid_until is None or held.valid_until > now():
        return False
    _end(held, OfferState.LAPSED, None)
    note("offer.lapsed", held, None)
    return True


def _warn(held: Offer) -> bool:
    if held.state != OfferState.GIVEN or held.warned_at is not None:
        return False
    held.warned_at = now()
    held.save(update_fields=["warned_at"])
    note("offer.lapses_soon", held, None, valid_until=held.valid_until.isoformat() if held.valid_until else "")
    return True
