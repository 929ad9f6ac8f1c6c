"""Run beside the server, never imported: everything is asked for as an archive; with a number, a file of so many bytes is kept first."""

from __future__ import annotations

import os
import sys

from kohtaamo.passage.commands.exports import begin_export
from kohtaamo.platform.storage.keep import keep
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.models import Member

if len(sys.argv) > 1:
    with unit_of_work():
        keep(os.urandom(int(sys.argv[1])))
begin_export(actor=Member.objects.get(email="aino@tupa.example"), form="parquet", files=True)
