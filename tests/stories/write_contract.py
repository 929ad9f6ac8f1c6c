"""Run beside the server, never imported: Eeva asked something once; the magazine Noora sold her ends in a month.

The clock has looked, as it does every minute.
"""

from __future__ import annotations

from datetime import timedelta

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.offers.commands.contract import Agreed, Row, write_contract
from kohtaamo.offers.commands.ending import tell_of_endings
from kohtaamo.offers.commands.template import Pattern, write_template
from kohtaamo.offers.commands.template import Row as Usual
from kohtaamo.offers.rules import today
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

noora, leila = (Member.objects.get(email=f"{name}@tupa.example") for name in ("noora", "leila"))
asked = receive(
    Arrival(
        touchpoint=Touchpoint.objects.get(), channel=Channel.MAIL, at=now(), identity_kind=IdentityKind.EMAIL,
        identity="eeva.mattila@posti.example", sender_name="Eeva Mattila", subject="Lehti", language="fi",
        text="Kiitos, lehti tulee nyt hyvin perille.",
    )
)  # fmt: skip
pattern = Pattern(
    name="Lehden jatko", title={"fi": "Lehti jatkuu"}, rows=[Usual(what={"fi": "Lehti kotiin"}, price=1290, vat=135, per="month")],
    duty={"fi": "Ensimmäinen numero kotona"}, duty_days=14, valid_days=14, is_written=True,
)  # fmt: skip
write_template(actor=leila, pattern=pattern)
agreed = Agreed(
    name="Lehtitilaus", number="L-77", begins_on=today() - timedelta(days=335), ends_on=today() + timedelta(days=30),
    rows=[Row(what="Lehti kotiin", price=1590, vat=135), Row(what="Verkkolehti", price=200, vat=135)],
)  # fmt: skip
write_contract(actor=noora, customer=asked.case.customer, agreed=agreed)
assert tell_of_endings() == 1
