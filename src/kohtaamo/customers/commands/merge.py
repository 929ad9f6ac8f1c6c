"""Two customers found to be one, and found to be two after all."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.choices import Kind
from kohtaamo.customers.commands.duplicate import forget_pair, part_pair
from kohtaamo.customers.errors import AlreadyMerged, OrganisationStays, PartLaterFirst
from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.customers.models import ContactTime, Customer, Identity, Merge
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def merge(*, actor: Member, winner: Customer, loser: Customer) -> Merge:
    """The loser lives on as the winner: identities, cases, encounters and promises move, nothing is lost.

    Raises ``Invalid`` for one and the same, ``OrganisationStays``, and ``AlreadyMerged`` when either has just been
    joined to another.
    """
    require(actor, Right.MERGE_CUSTOMERS)
    if winner.pk == loser.pk:
        raise Invalid(_("This is one and the same customer."))
    with unit_of_work():
        winner, loser = _hold_both(winner, loser)
        if loser.kind == Kind.ORGANISATION and winner.kind != Kind.ORGANISATION:
            raise OrganisationStays
        event = CustomersMerged(winner=winner.pk, loser=loser.pk)
        _move(event)
        publish(event)
        kept: dict[str, Any] = {"filled": _fill(winner, loser), "left": _leave(winner, loser)}
        loser.merged_into = winner
        loser.save(update_fields=["merged_into"])
        forget_pair(winner, loser)
        merged = Merge.objects.create(
            winner=winner, loser=loser, moved={**event.moved, **kept}, merged_by=actor, merged_at=now()
        )
        record("customer.merged", actor=actor, customer=winner.pk, loser=loser.pk, merge=merged.pk)
        return merged


def _hold_both(winner: Customer, loser: Customer) -> tuple[Customer, Customer]:
    pair = Customer.objects.select_for_update(no_key=True).filter(pk__in=[winner.pk, loser.pk]).order_by("pk")
    held = {customer.pk: customer for customer in pair}
    if any(customer.merged_into_id for customer in held.values()):
        raise AlreadyMerged
    return held[winner.pk], held[loser.pk]


def _move(event: CustomersMerged) -> None:
    for name, model in (("identities", Identity), ("contact_times", ContactTime)):
        ids = list(model.objects.filter(customer_id=event.loser).values_list("pk", flat=True))
        model.objects.filter(pk__in=ids).update(customer_id=event.winner)
        event.moved[name] = ids
    people = Customer.objects.filter(organisation_id=event.loser).exclude(pk=event.winner)
    event.moved["people"] = list(people.values_list("pk", flat=True))
    people.update(organisation_id=event.winner)


_FILLED = ("name", "language", "way", "wishes", "organisation_id")


def _fill(winner: Customer, loser: Customer) -> list[str]:
    """What the winner lacked is taken from the loser; returns the names of the filled fields."""
    names = [name for name in _FILLED if getattr(loser, name) and not getattr(winner, name)]
    if winner.kind == Kind.ORGANISATION or loser.organisation_id == winner.pk:
        names = [name for name in names if name != "organisation_id"]
    for name in names:
        setattr(winner, name, getattr(loser, name))
    winner.save(update_fields=names)
    return names


def _leave(winner: Customer, loser: Customer) -> int | None:
    """A winner who belonged to the loser cannot belong to itself; what it left is returned, for the way back."""
    if winner.organisation_id != loser.pk:
        return None
    winner.organisation_id = None
    winner.save(update_fields=["organisation"])
    return loser.pk


def unmerge(*, actor: Member, merge: Merge) -> Customer:
    """Part them again: what moved goes back, what came since stays. Returns the customer who is back.

    Raises ``PartLaterFirst`` when the winner has itself been joined to another since. Parting twice changes nothing.
    """
    require(actor, Right.MERGE_CUSTOMERS)
    with unit_of_work():
        pair = Customer.objects.select_for_update(no_key=True).filter(pk__in=[merge.winner_id, merge.loser_id])
        held = {customer.pk: customer for customer in pair.order_by("pk")}
        winner, loser = held[merge.winner_id], held[merge.loser_id]
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        if merge.undone_at is not None:
            return loser
        if winner.merged_into_id:
            raise PartLaterFirst
        _move_back(merge)
        publish(MergeUndone(winner=winner.pk, loser=loser.pk, moved=_ids(merge)))
        _empty(winner, loser, merge)
        loser.merged_into = None
        loser.save(update_fields=["merged_into"])
        merge.undone_by, merge.undone_at = actor, now()
        merge.save(update_fields=["undone_by", "undone_at"])
        part_pair(actor, winner, loser)
        record("customer.unmerged", actor=actor, customer=winner.pk, loser=loser.pk, merge=merge.pk)
        return loser


def _ids(merge: Merge) -> dict[str, list[int]]:
    return {name: ids for name, ids in merge.moved.items() if name not in {"filled", "left"}}


def _move_back(merge: Merge) -> None:
    """Only what is still with the winner goes back: what a person has moved on since stays where they put it."""
    for name, model in (("identities", Identity), ("contact_times", ContactTime)):
        rows = model.objects.filter(pk__in=merge.moved.get(name, []), customer_id=merge.winner_id)
        rows.update(customer_id=merge.loser_id)
    people = Customer.objects.filter(pk__in=merge.moved.get("people", []), organisation_id=merge.winner_id)
    people.update(organisation_id=merge.loser_id)


def _empty(winner: Customer, loser: Customer, merge: Merge) -> None:
    """Give up what was taken from the loser, unless it has been changed since."""
    for name in merge.moved.get("filled", []):
        if getattr(winner, name) == getattr(loser, name):
            setattr(winner, name, None if name.endswith("_id") else "")
    if merge.moved.get("left") and winner.organisation_id is None:
        winner.organisation_id = loser.pk
    winner.save()
