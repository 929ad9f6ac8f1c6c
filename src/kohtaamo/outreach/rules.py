"""Which cases a rule means, and in which way a customer is told."""

from __future__ import annotations

from collections.abc import Collection

from kohtaamo.customers.choices import IdentityKind, Way
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.choices import ToldBy
from kohtaamo.outreach.models import CauseRule
from kohtaamo.platform.search.terms import clean_all
from kohtaamo.platform.words import lemmas, query_terms

_TOLD = {IdentityKind.EMAIL: ToldBy.MAIL, IdentityKind.PHONE: ToldBy.CALL, IdentityKind.POST: ToldBy.LETTER}
_MAIL_FIRST = (IdentityKind.EMAIL, IdentityKind.PHONE, IdentityKind.POST)
_CALL_FIRST = (IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.POST)
_LETTER_FIRST = (IdentityKind.POST, IdentityKind.EMAIL, IdentityKind.PHONE)
_ORDER = {Way.PHONE: _CALL_FIRST, Way.SMS: _CALL_FIRST, Way.VISIT: _CALL_FIRST, Way.LETTER: _LETTER_FIRST}


def means(rule: CauseRule, case: Case, text: str) -> bool:
    """Whether the rule means this case; ``text`` is what was said in it."""
    if rule.touchpoint_id is not None and rule.touchpoint_id != case.touchpoint_id:
        return False
    if rule.matter_id is not None and rule.matter_id != case.matter_id:
        return False
    if rule.since is not None and case.opened_at < rule.since:
        return False
    if rule.until is not None and case.opened_at >= rule.until:
        return False
    return holds(rule.words, text)


def holds(words: str, text: str) -> bool:
    """Whether the text holds every one of the words in some inflected form, as the search index sees them."""
    asked = [set(clean_all(terms)) for terms in query_terms(words)]
    if not asked:
        return True
    found = set(clean_all(lemmas(text).split()))
    return all(terms & found for terms in asked)


def way_to(way: str, working: Collection[str]) -> str:
    """How to tell one who prefers ``way`` and is reached by these kinds of identities that work.

    By mail unless they prefer to be called or written to and can be. One whom nothing reaches is for a person, too.
    """
    order = _ORDER.get(Way(way), _MAIL_FIRST)
    return next((_TOLD[kind] for kind in order if kind in working), ToldBy.CALL)
