"""Run beside the server, never imported: connects the mailbox to an IMAP server and begins with what comes from now on.

Arguments: the server's port, the user, the password.
"""

from __future__ import annotations

import sys

from kohtaamo.channels.mail.choices import Security
from kohtaamo.channels.mail.commands.mailbox import begin, change_mailbox
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.staff.models import Member

port, user, password = sys.argv[1:]
administrator = Member.objects.get(role__name="administrator")
Mailbox.objects.update(begun_at=None, stage="new")
mailbox = change_mailbox(
    actor=administrator, mailbox=Mailbox.objects.get(),
    fields={
        "imap_host": "127.0.0.1", "imap_port": int(port), "imap_security": Security.NONE, "username": user,
        "secret": password,
    },
)  # fmt: skip
begin(actor=administrator, mailbox=mailbox, history=False)
