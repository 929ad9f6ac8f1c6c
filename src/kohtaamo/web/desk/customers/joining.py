"""Two customers found to be one, found to be two after all, and those who may be one."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kohtaamo.customers.commands.duplicate import dismiss
from kohtaamo.customers.commands.merge import merge, unmerge
from kohtaamo.customers.models import Customer, Merge
from kohtaamo.customers.queries import customer_for, merges_of, open_duplicates
from kohtaamo.encounters.models import Case
from kohtaamo.platform.errors import Invalid, NotFound
from kohtaamo.platform.numbers import number_in
from kohtaamo.promises.models import Promise
from kohtaamo.staff.choices import Right
from kohtaamo.web.gate import DeskRequest, desk

PAIRS = 12  # on a page: each is two people side by side


@desk(Right.MERGE_CUSTOMERS)
def duplicates(request: DeskRequest) -> HttpResponse:
    """Pairs that may be one, side by side."""
    found = open_duplicates(request.user, before=number_in(request.GET.get("after", "")), most=PAIRS + 1)
    context = {
        "room": "customers",
        "pairs": found[:PAIRS],
        "after": found[PAIRS - 1].pk if len(found) > PAIRS else None,
    }
    return render(request, "desk/customers/duplicates.html", context)


@require_POST
@desk(Right.MERGE_CUSTOMERS)
def dismissal(request: DeskRequest, duplicate_id: int) -> HttpResponse:
    """These are two; the pair is not suggested again."""
    dismiss(actor=request.user, duplicate_id=duplicate_id)
    messages.success(request, _("They stay two. The pair is not suggested again."))
    return redirect("customer_duplicates")


@desk(Right.MERGE_CUSTOMERS)
def merging(request: DeskRequest, customer_id: int, other_id: int) -> HttpResponse:
    """What moves when ``other`` lives on as ``customer``; the joining itself when confirmed."""
    winner, loser = customer_for(request.user, customer_id), customer_for(request.user, other_id)
    problem = None
    if winner.pk == loser.pk:
        raise Invalid(_("This is one and the same customer."))
    if request.method == "POST":
        try:
            merge(actor=request.user, winner=winner, loser=loser)
        except Invalid as refused:
            problem = refused
        else:
            messages.success(request, _("They are now one customer. You can part them again on this page."))
            return redirect("customer", winner.pk)
    context = {
        "room": "customers", "winner": winner, "loser": loser, "problem": problem,
        "moving": moving(loser), "staying": moving(winner),
    }  # fmt: skip
    return render(request, "desk/customers/merge.html", context, status=422 if problem else 200)


def moving(customer: Customer) -> dict[str, int]:
    """How much of each thing a customer has; figures only, so that nothing unseen is shown."""
    cases = Case.objects.filter(Q(customer=customer) | Q(for_customer=customer))
    return {
        "cases": cases.count(),
        "promises": Promise.objects.filter(customer=customer).aggregate(count=Count("pk"))["count"],
        "people": customer.people.count(),
    }


@require_POST
@desk(Right.MERGE_CUSTOMERS)
def undoing(request: DeskRequest, customer_id: int, merge_id: int) -> HttpResponse:
    """Part what was joined; what moved goes back."""
    customer = customer_for(request.user, customer_id)
    found = next((each for each in merges_of(request.user, customer) if each.pk == merge_id), None)
    if found is None:
        raise NotFound
    back = unmerge(actor=request.user, merge=Merge.objects.get(pk=found.pk))
    messages.success(request, _("They are two customers again."))
    return redirect("customer", back.pk)
