"""Run beside the server, never imported: connects a system and lets so many things happen that it is told of.

Arguments: how many, the address.
"""

from __future__ import annotations

import sys

from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.commands.connections import Wish, make_connection
from kohtaamo.staff.models import Member

boss = Member.objects.get(role__name="administrator")
make_connection(actor=boss, wish=Wish("Kauppa", sys.argv[2], ["case."]))
for number in range(int(sys.argv[1])):
    with unit_of_work():
        record("case.taken", actor=boss, number=number)
