"""How often other systems may call: enough for a day that goes wrong, too little to wear the house down."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from kohtaamo.platform.errors import TooMany
from kohtaamo.platform.limits import spend
from kohtaamo.web.hooks.reading import refused

MINUTE = 60
SIGNED, UNSIGNED = 600, 60  # a minute, of one system and of one address that does not sign

Hook = Callable[..., HttpResponse]


def paced(hook: Hook) -> Hook:
    """Past the limit it answers 429 with the seconds to wait in Retry-After; who sends again then loses nothing."""

    @wraps(hook)
    def answer(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        try:
            return hook(request, *args, **named)
        except TooMany as problem:
            told = refused(429, "too_many", f"too many in a minute; send it again in {problem.seconds} seconds")
            told["Retry-After"] = str(problem.seconds)
            return told

    return answer


def signed_use(name: str) -> None:
    """Count one signed call of this system. Raises ``TooMany``."""
    spend(f"hook:{name}", most=SIGNED, seconds=MINUTE)


def unsigned_try(request: HttpRequest) -> None:
    """Count one call that nobody signed, by where it came from. Raises ``TooMany``."""
    spend(f"hook:unsigned:{request.META.get('REMOTE_ADDR', '')}", most=UNSIGNED, seconds=MINUTE)
