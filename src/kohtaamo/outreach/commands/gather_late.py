"""A whole queue is late: all who wait in it are gathered to one cause, so that one notice tells them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kohtaamo.outreach.choices import How
from kohtaamo.outreach.commands.join import BATCH, join
from kohtaamo.outreach.models import Cause
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.journal.record import record
from kohtaamo.platform.time import now
from kohtaamo.platform.unit import unit_of_work
from kohtaamo.promises.late_queues import late_cases
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.staff.rules import require
from kohtaamo.touchpoints.models import Touchpoint


def gather_late(*, actor: Member, touchpoint: Touchpoint) -> Cause:
    """The open cause of this touchpoint's late answers, with every late case the actor sees joined to it.

    Done again, those who have become late since come along. Raises ``NotFound`` when no answer is late there.
    """
    require(actor, Right.NOTIFY)
    cases = late_cases(actor, touchpoint)
    if not cases:
        raise NotFound(_("No answer is late there any more."))
    cause = _cause(actor, touchpoint)
    for start in range(0, len(cases), BATCH):
        join(actor=actor, cause=cause, cases=cases[start : start + BATCH], how=How.RULE)
    return cause


def _cause(actor: Member, touchpoint: Touchpoint) -> Cause:
    with unit_of_work():
        # Two at once: the row of the touchpoint lets one go first, and the other finds the cause made.
        held = Touchpoint.objects.select_for_update().get(pk=touchpoint.pk)
        found = Cause.objects.filter(late_at=held, closed_at__isnull=True).order_by("-pk").first()
        if found is not None:
            return found
        title = _("Answers are late: %(place)s") % {"place": held.name}
        cause = Cause.objects.create(title=title[:120], opened_by=actor, opened_at=now(), late_at=held)
        record("cause.opened", actor=actor, touchpoint=held.pk, cause=cause.pk, member=actor.pk)
        return cause
