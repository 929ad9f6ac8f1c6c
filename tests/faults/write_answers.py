"""Run beside the server, never imported: takes in a mail from each of so many customers and answers it.

Argument: how many.
"""

from __future__ import annotations

import sys

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

owner, touchpoint = Member.objects.get(email="noora@tupa.example"), Touchpoint.objects.get()
for number in range(int(sys.argv[1])):
    asked = receive(
        Arrival(
            touchpoint=touchpoint, channel=Channel.MAIL, at=now(), identity_kind=IdentityKind.EMAIL,
            identity=f"asiakas{number}@posti.example", sender_name=f"Asiakas {number}", subject="Kysymys",
            text=f"Kysymys numero {number}, milloin tulette?",
        )
    )  # fmt: skip
    reply(actor=owner, case=asked.case, text=f"Vastaus numero {number}.")
