"""Where a remedy stands, in a sentence, for those who see the decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kohtaamo.mandates.amounts import told
from kohtaamo.mandates.choices import RemedyState
from kohtaamo.mandates.models import Decision, Remedy
from kohtaamo.web.desk.cases.decision_icons import icon_of
from kohtaamo.web.wording import day_and_clock


@dataclass(frozen=True)
class Standing:
    """A remedy as it is shown: its decision's sign and amount, the sentence, its tone (good, risk, late or none)."""

    remedy: Remedy
    icon: str
    amount: str
    said: str
    tone: str

    @property
    def can_act(self) -> bool:
        """Whether a person may still send it again or say that it was done by hand."""
        return self.remedy.state in {RemedyState.WAITING, RemedyState.FAILED}

    @property
    def is_open(self) -> bool:
        """Whether the buttons stand ready: something is wrong, or may be."""
        return self.remedy.is_troubled or self.remedy.delayed_at is not None


def standing(remedy: Remedy) -> Standing:
    """For one remedy, read with its decision, connection and person."""
    decision = remedy.decision
    said, tone = sentence(remedy)
    return Standing(remedy, icon_of(decision.kind), told(decision.kind.unit, _amount(decision)), said, tone)


def _amount(decision: Decision) -> int:
    return decision.amount_now or decision.amount


def sentence(remedy: Remedy) -> tuple[str, str]:
    """What to say of it, and in which tone."""
    where = str(remedy.connection)
    if remedy.state == RemedyState.DONE:
        return _done(remedy, where), "good"
    if remedy.state == RemedyState.FAILED:
        return _("%(where)s could not do it: %(why)s") % {"where": where, "why": remedy.reason}, "late"
    if remedy.state == RemedyState.CALLED_OFF:
        return _("Called off before %(where)s heard of it.") % {"where": where}, ""
    return _waiting(remedy, where)


def _done(remedy: Remedy, where: str) -> str:
    when = day_and_clock(localtime(remedy.settled_at), localtime())
    if remedy.by_member is not None:
        said = {"who": remedy.by_member.first_name, "when": when, "word": remedy.reason}
        return _("Done by hand: %(word)s (%(who)s, %(when)s)") % said
    details = ", ".join(part for part in (remedy.reference, remedy.by, when) if part)
    return _("%(where)s has done it: %(details)s") % {"where": where, "details": details}


def _waiting(remedy: Remedy, where: str) -> tuple[str, str]:
    if remedy.late_at is not None:
        return _("%(where)s has not told what came of this.") % {"where": where}, "late"
    if remedy.delayed_at is not None:
        return _("%(where)s does not answer. We keep trying by ourselves.") % {"where": where}, "risk"
    return _("%(where)s is doing this.") % {"where": where}, ""
