"""What is told, as one sentence."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kohtaamo.serving.choices import Told
from kohtaamo.serving.models import Notification

_ENDED_TWICE = re.compile(r"([.?!…])\.$")  # a title or a name that ends the sentence itself


def sentence(told: Notification) -> str:
    """The sentence in the active language, without anything a customer wrote."""
    who = told.by.first_name if told.by else _("The system")
    customer = str(told.case.customer) if told.case else ""
    sentences = {
        Told.MENTION: _("%(who)s names you in a note: %(customer)s."),
        Told.GIVEN: _("%(who)s gave you a case: %(customer)s."),
        Told.SHOWN: _("%(who)s lets you see a case: %(customer)s."),
        Told.WROTE: _("%(customer)s wrote in your case."),
        Told.ASIDE: _("What you forwarded was answered: %(customer)s."),
        Told.HELD: _("Your answer to %(customer)s was held back: they wrote first."),
        Told.FAILED: _("Your message to %(customer)s did not arrive."),
        Told.WOKE: _("A case you put to sleep woke: %(customer)s."),
        Told.ENDS: _("A contract of %(customer)s ends soon, and they know you."),
        Told.TARGET: _("Our own time to answer %(customer)s is running out or has passed."),
        Told.REVIEW: _("It is time to read this article through: %(title)s."),
        Told.LATE: _("Your promise to %(customer)s is late."),
    }
    said = sentences[Told(told.kind)] % {"who": who, "customer": customer, "title": _title(told)}
    return _ENDED_TWICE.sub(r"\1", said)


def _title(told: Notification) -> str:
    if told.article is None:
        return ""
    return told.article.title_in((get_language() or settings.LANGUAGE_CODE)[:2])
