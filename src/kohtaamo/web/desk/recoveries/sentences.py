"""What went wrong with us, in a sentence; and how we apologise for it, in the customer's language."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from kohtaamo.mandates.models import Kind
from kohtaamo.mandates.wording import sentence_for
from kohtaamo.promises.choices import Failing, Source
from kohtaamo.promises.models import Promise, Recovery
from kohtaamo.staff.models import Member
from kohtaamo.web.wording import date, day_and_clock, number_word, short_clock


def what_failed(recovery: Recovery) -> str:
    """For us: what is to be put right."""
    if recovery.promise is not None:
        due = day_and_clock(localtime(recovery.promise.first_due_at), localtime())
        return _("Promised for %(when)s and not kept: %(what)s") % {"when": due, "what": recovery.promise.what}
    if recovery.lateness is not None:
        until = day_and_clock(localtime(recovery.lateness.late_until), localtime())
        return _("Order %(order)s is late until %(when)s") % {"order": recovery.lateness.order, "when": until}
    if recovery.failing == Failing.DELIVERY:
        return _("Our answer did not arrive")
    return _("The customer was left with a bad feeling")


def how_many_wait(count: int) -> str:
    """Two recoveries wait."""
    if count == 1:
        return _("One recovery waits")
    return ngettext("%(count)s recovery waits", "%(count)s recoveries wait", count) % {"count": number_word(count)}


def apology(recovery: Recovery) -> str:
    """The beginning of the letter, to be edited: what we promised, that we failed, that we are sorry."""
    with override(recovery.case.language):
        name = recovery.customer.first_name
        greeting = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
        return f"{greeting}\n\n{_sorry(recovery)}"


def _sorry(recovery: Recovery) -> str:
    if recovery.promise is not None:
        sorry = _("We did not keep our promise. I am sorry.")
        return f"{_promised(recovery.promise)} {sorry}"
    if recovery.lateness is not None:
        return _late(recovery)
    if recovery.failing == Failing.DELIVERY:
        return _("We answered you, but our message did not reach you, and you had to wait. I am sorry.")
    return _("We did not serve you as well as we should have. I am sorry.")


def _promised(promise: Promise) -> str:
    day = _for_day(localtime(promise.first_due_at), localtime())
    if promise.source == Source.ANSWER_TIME:
        return _("We promised you an answer %(day)s.") % {"day": day}
    return _("We promised %(day)s: %(what)s.") % {"day": day, "what": promise.what.rstrip(".")}


def _late(recovery: Recovery) -> str:
    assert recovery.lateness is not None
    told = _("Your order %(order)s is late.") % {"order": recovery.lateness.order}
    until = localtime(recovery.lateness.late_until)
    due = short_clock(until) if until.date() == localtime().date() else day_and_clock(until, localtime())
    soon = _("You will have it by %(when)s at the latest. I am sorry.") % {"when": due}
    sorry = soon if until > localtime() else _("I am sorry.")
    return f"{told} {sorry}"


def _for_day(at: datetime, today: datetime) -> str:
    """For Friday, for today, by 15.10.2025: as a promise names its day."""
    days = (today.date() - at.date()).days
    if days in {0, 1}:
        return pgettext("promised", "for today") if days == 0 else pgettext("promised", "for yesterday")
    if not 0 <= days < 7:
        return pgettext("promised", "by %(date)s") % {"date": date(at)}
    return (
        pgettext("promised", "for Monday"), pgettext("promised", "for Tuesday"), pgettext("promised", "for Wednesday"),
        pgettext("promised", "for Thursday"), pgettext("promised", "for Friday"), pgettext("promised", "for Saturday"),
        pgettext("promised", "for Sunday"),
    )[at.weekday()]  # fmt: skip


def letter(recovery: Recovery, teller: Member, words: str, kind: Kind | None, amount: int) -> str:
    """The whole letter: the words as edited, the remedy, an ending; without the name twice."""
    language = recovery.case.language
    with override(language):
        regards = _("Kind regards")
        ending = f"{regards}\n{teller.first_name}"
    parts = [words.strip(), sentence_for(kind, amount, language=language) if kind else "", ending]
    return "\n\n".join(part for part in parts if part)


def promised_line(language: str, what: str, due_at: datetime) -> str:
    """The new promise as the mail tells it under the letter."""
    with override(language):
        when = day_and_clock(localtime(due_at), localtime())
        return _("We promised: %(what)s, by %(when)s at the latest.") % {"what": what, "when": when}


def wished(recovery: Recovery) -> str:
    """What is likely to be promised anew, in the customer's language."""
    with override(recovery.case.language):
        if recovery.lateness is not None:
            return _("Your order %(order)s is with you") % {"order": recovery.lateness.order}
    promise = recovery.promise
    return promise.what if promise is not None and promise.source != Source.ANSWER_TIME else ""
