"""The door of every desk page: a signed-in member of staff, and the right the page needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kohtaamo.platform.errors import NotAllowed
from kohtaamo.staff.errors import SecondStepNeeded
from kohtaamo.staff.models import Member
from kohtaamo.staff.second import lacks_second
from kohtaamo.web.errors import show_error, signed_out, written

P = ParamSpec("P")
CAME_THROUGH = "entry_provider"  # in the session: the provider one came in through


class DeskRequest(HttpRequest):
    """A request by a member of staff."""

    user: Member
    htmx: Any


Page = Callable[Concatenate[DeskRequest, P], HttpResponse]


def desk(
    right: str = "", *, is_before_second: bool = False
) -> Callable[[Page[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Let in signed-in members who hold the right (any member when empty); others sign in or are refused.

    One who must first set up a second step is led to that, save where ``is_before_second``.
    """

    def door(page: Page[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(page)
        def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Member) or not request.user.is_active:
                return _to_sign_in(request)
            if not is_before_second and needs_second(request):
                return _to_second(request)
            if right and not request.user.may(right):
                raise NotAllowed
            return page(cast(DeskRequest, request), *args, **kwargs)

        opened.is_desk = True  # type: ignore[attr-defined]
        return opened

    return door


def needs_second(request: HttpRequest) -> bool:
    """Whether the one who asks must set up a second step before anything else; looked up once for each request."""
    known: bool | None = getattr(request, "needs_second", None)
    if known is None:
        member = request.user
        known = isinstance(member, Member) and lacks_second(member, through=request.session.get(CAME_THROUGH))
        request.needs_second = known  # type: ignore[attr-defined]
    return known


def _to_second(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False) or written(request):
        return show_error(request, SecondStepNeeded())
    return redirect("second_step")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back here; a part of a page, or what was written, is not thrown away for it."""
    if getattr(request, "htmx", False) or written(request):
        return signed_out(request)
    return redirect_to_login(request.get_full_path())
