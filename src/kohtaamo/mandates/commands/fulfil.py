"""Saying which system carries which decisions out."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from kohtaamo.mandates.models import Fulfiller, Kind
from kohtaamo.platform.connections.models import Connection
from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require

LONGEST = 60 * 24 * 30  # minutes


def set_fulfilled(*, actor: Member, connection: Connection, kinds: Collection[Kind], answer_minutes: int) -> None:
    """From now on decisions of exactly these kinds are carried out there, and waited for so many minutes.

    A kind has one place: one that was elsewhere moves here. Raises ``Invalid`` and ``Conflict``.
    """
    require(actor, Right.CONNECT)
    if not 1 <= answer_minutes <= LONGEST:
        raise Invalid(_("Say within how many minutes it answers, at most a month."))
    with unit_of_work():
        held = Connection.objects.select_for_update().get(pk=connection.pk)
        if not held.is_active:
            raise Conflict(_("This connection has been ended. Make a new one."))
        fulfiller, _made = Fulfiller.objects.update_or_create(
            connection=held, defaults={"answer_minutes": answer_minutes}
        )
        ids = [kind.pk for kind in kinds]
        Kind.objects.filter(fulfiller=fulfiller).exclude(pk__in=ids).update(fulfiller=None)
        Kind.objects.filter(pk__in=ids).update(fulfiller=fulfiller)
        record("connection.fulfils", actor=actor, connection=held.pk, name=held.name, kinds=ids, minutes=answer_minutes)
