"""Run beside the server, never imported: forty customers ask and get the same pasted answer; some ask again.

Argument: ``answer``, or ``again`` once the answers have left.
"""

from __future__ import annotations

import sys

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.encounters.commands.reply import reply
from kohtaamo.encounters.models import Case, Message
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

PASTED = (
    "Hei Asiakas{number},\n\nKiitos viestistäsi. Tilauksesi {order} on lähtenyt varastoltamme ja saapuu noutopisteeseen "
    "kolmen arkipäivän kuluessa. Saat tekstiviestin, kun paketti on noudettavissa.\n\nTerveisin\nNoora"
)
owner, touchpoint = Member.objects.get(email="noora@tupa.example"), Touchpoint.objects.get()


def says(number: int, text: str, case: Case | None = None) -> Message:
    return receive(
        Arrival(
            touchpoint=touchpoint, channel=Channel.MAIL, at=now(), identity_kind=IdentityKind.EMAIL,
            identity=f"asiakas{number}@posti.example", sender_name=f"Asiakas{number} Virta", subject="Tilaus",
            text=text, case=case,
        )
    )  # fmt: skip


if sys.argv[1] == "answer":
    for number in range(40):
        case = says(number, "Missä tilaukseni on?").case
        reply(actor=owner, case=case, text=PASTED.format(number=number, order=1000 + number))
else:
    for number in range(12):
        says(
            number,
            "Tekstiviestiä ei ole tullut. Missä paketti on?",
            Case.objects.get(customer__name=f"Asiakas{number} Virta"),
        )
