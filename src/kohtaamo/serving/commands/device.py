"""Browsers that are told by push: adding and forgetting them."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.outgoing import is_internal
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.serving.models import PushDevice
from kohtaamo.serving.push import seal, unpacked
from kohtaamo.staff.models import Member

MOST = 20  # browsers of one person


def add_device(*, actor: Member, endpoint: str, p256dh: str, auth: str, name: str) -> PushDevice:
    """Tell this browser by push from now on. Raises ``Invalid`` when what it gave cannot be used."""
    parts = urlsplit(endpoint)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_internal(parts.hostname or ""))
    if not is_safe or not parts.hostname or len(endpoint) > 2000:
        raise Invalid(_("This browser gave no address it can be reached at."))
    try:
        seal(b"", p256dh=unpacked(p256dh), auth=unpacked(auth))
    except ValueError as problem:
        raise Invalid(_("This browser gave no keys that can be used.")) from problem
    with unit_of_work():
        others = PushDevice.objects.filter(member=actor).exclude(endpoint=endpoint)
        if others.count() >= MOST:
            raise Invalid(_("You are told in many browsers already. Take one away first."))
        device, is_new = PushDevice.objects.update_or_create(
            endpoint=endpoint,
            defaults={"member": actor, "p256dh": p256dh[:100], "auth": auth[:40], "name": name.strip()[:120], "trouble": ""},
            create_defaults={
                "member": actor, "p256dh": p256dh[:100], "auth": auth[:40], "name": name.strip()[:120], "added_at": now(),
            },
        )  # fmt: skip
        if is_new:
            record("push.added", actor=actor, member=actor.pk, device=device.pk)
        return device


def forget_device(*, actor: Member, device_id: int) -> None:
    """Tell one of one's own browsers no more."""
    with unit_of_work():
        if PushDevice.objects.filter(pk=device_id, member=actor).delete()[0]:
            record("push.removed", actor=actor, member=actor.pk, device=device_id)
