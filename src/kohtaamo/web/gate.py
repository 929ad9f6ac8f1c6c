"""The door of every desk page: a signed-in member of staff, and the right the page needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.models import Member

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
                return redirect_to_login(request.get_full_path())
            if right and not request.user.may(right):
                raise NotAllowed
            return page(cast(DeskRequest, request), *args, **kwargs)

        opened.is_desk = True  # type: ignore[attr-defined]
        return opened

    return door
