"""Run beside the server, never imported: colleagues have decided likewise, so that there is something to learn from."""

from __future__ import annotations

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.choices import Outcome
from kohtaamo.encounters.commands.end import end, note_feeling
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.mandates.commands.decide import decide
from kohtaamo.mandates.commands.mandate import Limits, grant
from kohtaamo.mandates.models import Decision, Kind
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.models import Touchpoint

refund, mine = Kind.objects.get(code="refund"), Decision.objects.get()
place = Touchpoint.objects.get(pk=mine.touchpoint_id)
people = [Member.objects.get(email=f"{name}@tupa.example") for name in ("sami", "eero")]
grant(actor=Member.objects.get(role__name="administrator"), kind=refund, to=people[1], limits=Limits(6000))
for number in range(4):
    case = receive(
        Arrival(
            touchpoint=place, channel="visit", at=now(), identity_kind=IdentityKind.PHONE, identity=f"+35840123456{number}",
            sender_name=f"Asiakas{number}", subject="Kattila", text="Emali lohkesi.",
        )
    ).case  # fmt: skip
    who = people[number % 2]
    note_feeling(actor=who, case=case, feeling=2)
    decide(actor=who, case=case, kind=refund, amount=4000, reason="Rikki")
    end(actor=who, case=case, outcome=Outcome.SOLVED, feeling=4)
