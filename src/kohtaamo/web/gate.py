"""The door of every desk page: a signed-in member of staff, and the right the page needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.models import Member
from kohtaamo.web.errors import signed_out, written

P = ParamSpec("P")


class DeskRequest(HttpRequest):
    """A request by a member of staff."""

    user: Member
    htmx: Any


Page = Callable[Concatenate[DeskRequest, P], HttpResponse]


def desk(right: str = "") -> Callable[[Page[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Let in signed-in members who hold the right (any member when empty); others sign in or are refused."""

    def door(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(page)
        def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Member) or not request.user.is_active:
                return _to_sign_in(request)
            if right and not request.user.may(right):
                raise NotAllowed
            return page(cast(DeskRequest, request), *args, **kwargs)

        opened.is_desk = True  # type: ignore[attr-defined]
        return opened

    return door


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back here; a part of a page, or what was written, is not thrown away for it."""
    if getattr(request, "htmx", False) or written(request):
        return signed_out(request)
    return redirect_to_login(request.get_full_path())
