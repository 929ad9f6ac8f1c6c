"""The shop that carries refunds and gift cards out: what it has done, and the one it could not."""

from __future__ import annotations

from datetime import timedelta

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.demo.shop import HERE, NAME, PATH
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.fulfil import set_fulfilled
from kohtaamo.mandates.models import Decision, Kind, Remedy, Report
from kohtaamo.mandates.queries.applying import remaining
from kohtaamo.platform.outgoing import is_internal
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import Right
from kohtaamo.staff.commands.connections import Wish, make_connection

KINDS = ("refund", "gift")
GIVEN = 2000  # cents
MINUTES = 30
WHY = "Kanta-asiakasnumeroa ei löydy"
DID = timedelta(minutes=1)


def open_shop(home: Organisation, port: int) -> None:
    """Connect the shop, let it have done what was decided, and let it have failed once at what waits for Noora.

    Without one where nothing may be told to this machine itself (``KOHTAAMO_INTERNAL_HOSTS``).
    """
    if not is_internal(HERE):
        return
    decided = _decide_one(home)
    boss = next(each for each in home.members.values() if each.may(Right.CONNECT))
    wish = Wish(NAME, f"http://{HERE}:{port}{PATH}", ["promise.", "recovery."])
    shop, _secret = make_connection(actor=boss, wish=wish)
    set_fulfilled(actor=boss, connection=shop, kinds=list(Kind.objects.filter(code__in=KINDS)), answer_minutes=MINUTES)
    made = Decision.objects.filter(kind__code__in=KINDS, remedy__isnull=True).exclude(amount_now=0).order_by("pk")
    Remedy.objects.bulk_create([_done(each, shop.pk) for each in made])
    Report.objects.bulk_create([_told(each) for each in Remedy.objects.filter(connection=shop)])
    if decided is not None:
        _fail(decided)


def _done(decision: Decision, shop: int) -> Remedy:
    at = min(decision.at + DID, now())
    return Remedy(
        decision=decision, connection_id=shop, state=RemedyState.DONE, since=decision.at,
        due_at=decision.at + timedelta(minutes=MINUTES), settled_at=at, reference=f"VK-{10_000 + decision.pk}",
    )  # fmt: skip


def _told(remedy: Remedy) -> Report:
    at = remedy.settled_at or remedy.since
    return Report(remedy=remedy, state=RemedyState.DONE, version=1, reference=remedy.reference, at=at)


def _decide_one(home: Organisation) -> Decision | None:
    """Noora gives a gift card, or a refund, in the newest matter of hers that waits for us and in which she may."""
    noora = home.members["noora"]
    for case in Case.objects.filter(owner=noora, state=CaseState.WAITING_US).order_by("-waiting_since"):
        left = {each.mandate.kind.code: each for each in remaining(noora, case)}
        for code in ("gift", "refund"):
            if code in left and left[code].left >= GIVEN:
                kind = left[code].mandate.kind
                return decide(actor=noora, case=case, kind=kind, amount=GIVEN, reason="Pitkä odotus")
    return None


def _fail(decision: Decision) -> None:
    failed = Remedy.objects.get(decision=decision)
    Remedy.objects.filter(pk=failed.pk).update(state=RemedyState.FAILED, reference="", reason=WHY)
    failed.reports.update(state=RemedyState.FAILED, reference="", reason=WHY)
