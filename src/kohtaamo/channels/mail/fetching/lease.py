"""Who fetches a mailbox: one process at a time, for as long as it says so."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from uuid import uuid4

from django.db.models import Q

from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.platform.time import now

LEASE = timedelta(minutes=2)
ME = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:6]}"


def hold(mailbox_id: int, holder: str = ME) -> bool:
    """Take or prolong the lease; False when another has it."""
    free = Q(held_until__isnull=True) | Q(held_until__lt=now()) | Q(held_by=holder)
    free |= Q(held_until__gt=now() + 2 * LEASE)  # written before a clock was set back
    return bool(Mailbox.objects.filter(free, pk=mailbox_id).update(held_by=holder, held_until=now() + LEASE))


def prolong(mailbox_id: int, holder: str = ME) -> None:
    """Keep the lease while something long goes on; nothing when it is another's or nobody's."""
    Mailbox.objects.filter(pk=mailbox_id, held_by=holder).update(held_until=now() + LEASE)


def let_go(mailbox_id: int, holder: str = ME) -> None:
    """Give the lease back, so that the next need not wait for its end."""
    Mailbox.objects.filter(pk=mailbox_id, held_by=holder).update(held_by="", held_until=None)
