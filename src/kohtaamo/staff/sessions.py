"""Ending a person's sessions on every device."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from kohtaamo.platform.time import now
from kohtaamo.staff.models import Member


def end_sessions(member: Member, *, but: str | None = None) -> int:
    """End every session of the person, save the one with the key ``but``; returns how many.

    Sessions do not say whose they are outside their signed content, so each living one is opened.
    """
    ended = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=now()).iterator()
        if session.session_key != but and session.get_decoded().get(SESSION_KEY) == str(member.pk)
    ]
    Session.objects.filter(session_key__in=ended).delete()
    return len(ended)


def end_all_sessions(*, but: Collection[int]) -> int:
    """End the sessions of everyone, save of the members with these ids; returns how many."""
    kept = {str(number) for number in but}
    ended = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=now()).iterator()
        if (whose := session.get_decoded().get(SESSION_KEY)) is not None and whose not in kept
    ]
    Session.objects.filter(session_key__in=ended).delete()
    return len(ended)
