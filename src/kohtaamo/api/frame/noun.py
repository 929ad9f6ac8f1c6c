"""A noun of the interface: its addresses, each with the scope it needs, what it answers and how it is told of.

The function's name is the operation's id; the first line of its docstring the summary, the rest the description.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.decorators import decorate_view

from kohtaamo.api.errors import SayWhichOne
from kohtaamo.api.frame.bodies import check_body, check_questions
from kohtaamo.api.frame.once import done_once
from kohtaamo.api.frame.requests import ApiRequest, need
from kohtaamo.staff.choices import READ, WRITE

Function = TypeVar("Function", bound=Callable[..., Any])
USUAL_BODY = 1024 * 1024  # bytes


@dataclass(frozen=True)
class Manner:
    """How an operation is let in: the scope it needs, the largest body in bytes, and what its method asks for."""

    scopes: tuple[str, ...]
    body: int = USUAL_BODY
    is_act: bool = False
    is_change: bool = False
    is_file: bool = False


class Noun:
    """The addresses of one noun, under one family of scopes."""

    def __init__(self, name: str, *, family: str, about: str) -> None:
        self.name, self.about, self._family = name, about, family
        self.router = Router(tags=[name])

    def read(self, path: str, answers: Any, *, links: dict[str, Any] | None = None) -> Callable[[Function], Function]:
        """GET (and HEAD): nothing changes."""
        return self._operation("GET", path, {200: answers}, Manner(self._scopes(READ)), links)

    def file(self, path: str) -> Callable[[Function], Function]:
        """GET of bytes: always a download, never a page."""
        return self._operation("GET", path, {200: None}, Manner(self._scopes(READ), is_file=True), None)

    def act(
        self, path: str, answers: Any, *, status: int = 200, body: int = USUAL_BODY, scope: str = WRITE,
        links: dict[str, Any] | None = None,
    ) -> Callable[[Function], Function]:  # fmt: skip
        """POST: something is done, once under one Idempotency-Key."""
        return self._operation("POST", path, {status: answers}, Manner(self._scopes(scope), body, is_act=True), links)

    def change(self, path: str, answers: Any) -> Callable[[Function], Function]:
        """PATCH: the given fields change, if nobody changed it since it was read."""
        return self._operation("PATCH", path, {200: answers}, Manner(self._scopes(WRITE), is_change=True), None)

    def put(self, path: str, answers: Any) -> Callable[[Function], Function]:
        """PUT: the whole of a small thing is set; the same again changes nothing."""
        return self._operation("PUT", path, {200: answers}, Manner(self._scopes(WRITE)), None)

    def remove(self, path: str) -> Callable[[Function], Function]:
        """DELETE: gone afterwards; nothing is answered."""
        return self._operation("DELETE", path, {204: None}, Manner(self._scopes(WRITE)), None)

    def _scopes(self, how: str) -> tuple[str, ...]:
        return (f"{self._family}:{how}",) if self._family else ()

    def _operation(
        self, method: str, path: str, answers: dict[int, Any], manner: Manner, links: dict[str, Any] | None
    ) -> Callable[[Function], Function]:
        def told(function: Function) -> Function:
            first, _blank, rest = (function.__doc__ or "").strip().partition("\n")
            self.router.api_operation(
                [method],
                path,
                response=answers,
                operation_id=function.__name__,
                summary=first.rstrip("."),
                description=" ".join(rest.split()) or None,
                openapi_extra={"x-manner": manner, "x-links": links},
            )(function)
            decorate_view(let_in(manner))(function)
            return function

        return told


Run = Callable[..., HttpResponse]


def let_in(manner: Manner) -> Callable[[Run], Run]:
    """Check what can be checked before the operation reads its body; acts that are named are done once."""

    def around(run: Run) -> Run:
        operation = run.__self__  # type: ignore[attr-defined]

        def checked(request: HttpRequest, **found: Any) -> HttpResponse:
            asked: ApiRequest = request  # type: ignore[assignment]
            need(asked, *manner.scopes)
            check_questions(asked, operation)
            check_body(asked, operation, manner.body)
            if manner.is_change and "If-Match" not in asked.headers:
                raise SayWhichOne
            if manner.is_act:
                return done_once(asked, lambda: _with_place(asked, run(asked, **found)))
            return run(asked, **found)

        return checked

    return around


def _with_place(request: ApiRequest, answer: HttpResponse) -> HttpResponse:
    if request.made_at:
        answer.headers["Location"] = request.made_at
    return answer
