"""What was put right in the demonstration and what waits for it, what was promised to everyone, and who owns what."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.platform.time import now
from kohtaamo.promises.choices import Failing, PromiseState, PublicKind, RecoveryState
from kohtaamo.promises.commands.publish import Public, publish_promise
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.promises.public import today
from kohtaamo.touchpoints.commands.matter import Naming, write_matter

STILL_OPEN = 6  # of the newest broken promises
MATTERS = (("Toimitus", "Leverans", "Delivery"), ("Palautus", "Retur", "Return"), ("Lasku", "Faktura", "Invoice"))


def put_right(chance: Random) -> None:
    """A recovery for each broken promise: the newest open, the others made, most of them soon."""
    broken = Promise.objects.filter(state=PromiseState.BROKEN).select_related("case").order_by("state_at", "pk")
    told = list(broken)
    earlier: dict[int, bool] = {}
    made = []
    for place, promise in enumerate(told):
        is_open = place >= len(told) - STILL_OPEN and promise.case.state != CaseState.SETTLED
        made.append(_recovery(promise, chance, is_open=is_open, is_second=earlier.get(promise.customer_id, False)))
        earlier[promise.customer_id] = True
    Recovery.objects.bulk_create(made)


def _recovery(promise: Promise, chance: Random, *, is_open: bool, is_second: bool) -> Recovery:
    opened = promise.state_at
    settled = None if is_open else min(opened + timedelta(hours=chance.choice((1, 2, 4, 20, 50))), now())
    return Recovery(
        case=promise.case, customer_id=promise.customer_id, failing=Failing.PROMISE, promise=promise,
        owner=promise.owner or promise.case.owner, is_second=is_second, opened_at=opened, settled_at=settled,
        settled_by=None if is_open else promise.owner, feeling_before=chance.choice((1, 2, 2, 3)),
        feeling_after=None if is_open else chance.choice((2, 3, 4, 4, 5)),
        state=RecoveryState.OPEN if is_open else RecoveryState.MADE,
    )  # fmt: skip


def promise_everyone(home: Organisation) -> None:
    """Two campaigns that hold today, and a service standard."""
    leila, on = home.members["leila"], today()
    for kind, wording, conditions, ends in _PROMISED:
        last: date | None = on + timedelta(days=ends) if ends else None
        public = Public(
            kind=kind, wording=wording, conditions=conditions, begins=on - timedelta(days=4), ends=last, owner=leila
        )
        publish_promise(actor=leila, public=public)


_PROMISED = (
    (PublicKind.CAMPAIGN, "Kotiinkuljetus 0 € yli 200 euron tilauksiin", "Koskee Manner-Suomea.", 6),
    (PublicKind.SHOP, "Palautusaika 60 päivää", "Tuote on käyttämätön ja pakkaus tallella.", 40),
    (PublicKind.STANDARD, "Soitamme takaisin saman päivän aikana", "", None),
)  # fmt: skip


def name_matters(home: Organisation) -> None:
    """Three kinds of matters, the last still without an owner; the open cases about deliveries are of the first."""
    leila, noora = home.members["leila"], home.members["noora"]
    owners = (leila, noora, None)
    named = [
        write_matter(actor=leila, naming=Naming(name_fi=fi, name_sv=sv, name_en=en, owner=owner))
        for (fi, sv, en), owner in zip(MATTERS, owners, strict=True)
    ]
    Case.objects.filter(subject__icontains="toimitu").exclude(state=CaseState.SETTLED).update(matter=named[0])
