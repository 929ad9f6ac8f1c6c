"""Run beside the server, never imported: so many customers wait for the same thing, and a notice to them sets out.

Arguments: how many, and how many mails in a minute.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from kohtaamo.customers.choices import IdentityKind
from kohtaamo.encounters.arrivals import Arrival
from kohtaamo.encounters.commands.receive import receive
from kohtaamo.outreach.commands.cause import open_cause
from kohtaamo.outreach.commands.draft import Said, begin_notice, write_notice
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.commands.prepare import prepare
from kohtaamo.outreach.commands.send import send
from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

lead, touchpoint = Member.objects.get(email="leila@tupa.example"), Touchpoint.objects.get()
cases = [
    receive(
        Arrival(
            touchpoint=touchpoint, channel=Channel.MAIL, at=now(), identity_kind=IdentityKind.EMAIL,
            identity=f"asiakas{number}@posti.example", sender_name=f"Asiakas{number}", subject="Päätös", language="fi",
            text=f"Kysymys numero {number}, milloin päätös tulee?",
        )
    ).case_id
    for number in range(int(sys.argv[1]))
]  # fmt: skip
cause = open_cause(actor=lead, title="Päätökset myöhässä")
join(actor=lead, cause=cause, cases=cases)
notice = begin_notice(actor=lead, cause=cause)
texts = [Said(language="fi", apology="Hei {name}", text="Uusi aika on {date}.", promise="Päätös")]
due = now() + timedelta(days=7)
write_notice(actor=lead, notice=notice, texts=texts, new_due_at=due, pace=int(sys.argv[2]))
send(actor=lead, notice=notice, people=prepare(actor=lead, notice=notice))
