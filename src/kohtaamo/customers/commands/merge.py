"""Two customers found to be one, and found to be two after all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kohtaamo.customers.events import CustomersMerged, MergeUndone
from kohtaamo.customers.models import ContactTime, Customer, Duplicate, Identity, Merge
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.events import publish
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require


def merge(*, actor: Member, winner: Customer, loser: Customer) -> Merge:
    """The loser lives on as the winner: identities, cases, encounters and promises move, nothing is lost.

    Raises ``Invalid`` for one and the same, ``Conflict`` when either has just been merged into another.
    """
    require(actor, Right.MERGE_CUSTOMERS)
    if winner.pk == loser.pk:
        raise Invalid(_("This is one and the same customer."))
    with unit_of_work():
        held = {c.pk: c for c in Customer.objects.select_for_update().filter(pk__in=[winner.pk, loser.pk]).order_by("pk")}
        winner, loser = held[winner.pk], held[loser.pk]
        if winner.merged_into_id or loser.merged_into_id:
            raise Conflict
        event = CustomersMerged(winner=winner.pk, loser=loser.pk)
        _move(event)
        publish(event)
        filled = _fill(winner, loser)
        loser.merged_into = winner
        loser.save(update_fields=["merged_into"])
        Duplicate.objects.filter(first_id=min(held), second_id=max(held)).delete()
        merged = Merge.objects.create(
            winner=winner, loser=loser, moved={**event.moved, "filled": filled}, merged_by=actor, merged_at=now()
        )
        record("customer.merged", actor=actor, customer=winner.pk, loser=loser.pk, merge=merged.pk)
        return merged


def _move(event: CustomersMerged) -> None:
    for name, model in (("identities", Identity), ("contact_times", ContactTime)):
        ids = list(model.objects.filter(customer_id=event.loser).values_list("pk", flat=True))
        model.objects.filter(pk__in=ids).update(customer_id=event.winner)
        event.moved[name] = ids
    people = Customer.objects.filter(organisation_id=event.loser)
    event.moved["people"] = list(people.values_list("pk", flat=True))
    people.update(organisation_id=event.winner)


_FILLED = ("language", "way", "wishes", "organisation_id")


def _fill(winner: Customer, loser: Customer) -> list[str]:
    """What the winner lacked is taken from the loser; returns the names of the filled fields."""
    filled = [name for name in _FILLED if getattr(loser, name) and not getattr(winner, name)]
    for name in filled:
        setattr(winner, name, getattr(loser, name))
    winner.save()
    return filled


def unmerge(*, actor: Member, merge: Merge) -> Customer:
    """Part them again: what moved goes back, what came since stays. Returns the customer who is back."""
    require(actor, Right.MERGE_CUSTOMERS)
    with unit_of_work():
        merge = Merge.objects.select_for_update().select_related("winner", "loser").get(pk=merge.pk)
        if merge.undone_at is not None:
            return merge.loser
        moved = {name: ids for name, ids in merge.moved.items() if name != "filled"}
        _move_back(merge, moved)
        publish(MergeUndone(winner=merge.winner_id, loser=merge.loser_id, moved=moved))
        for name in merge.moved.get("filled", []):
            if getattr(merge.winner, name) == getattr(merge.loser, name):
                setattr(merge.winner, name, None if name.endswith("_id") else "")
        merge.winner.save()
        merge.loser.merged_into = None
        merge.loser.save(update_fields=["merged_into"])
        merge.undone_by, merge.undone_at = actor, now()
        merge.save(update_fields=["undone_by", "undone_at"])
        record("customer.unmerged", actor=actor, customer=merge.winner_id, loser=merge.loser_id, merge=merge.pk)
        return merge.loser


def _move_back(merge: Merge, moved: dict[str, list[int]]) -> None:
    Identity.objects.filter(pk__in=moved.get("identities", [])).update(customer_id=merge.loser_id)
    ContactTime.objects.filter(pk__in=moved.get("contact_times", [])).update(customer_id=merge.loser_id)
    Customer.objects.filter(pk__in=moved.get("people", [])).update(organisation_id=merge.loser_id)
