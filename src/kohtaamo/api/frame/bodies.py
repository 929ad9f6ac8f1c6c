"""What a request asks and brings, checked before anything is read into shapes."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja.operation import Operation
from ninja.parser import Parser

from kohtaamo.api.errors import BodyTooLarge, NotJson, NotReadable, WrongFields
from kohtaamo.api.frame.requests import ApiRequest

DEEPEST = 30


def check_questions(request: ApiRequest, operation: Operation) -> None:
    """Refuse parameters nobody knows: a filter misspelt would otherwise answer with everything."""
    known = {name for model in operation.models if model.__ninja_param_source__ == "query"
             for name in model.__ninja_flatten_map__}  # fmt: skip
    unknown = sorted(set(request.GET) - known)
    if unknown:
        raise WrongFields([(name[:100], "unknown", _("There is no such parameter.")) for name in unknown])
    if any("\0" in text for _name, values in request.GET.lists() for text in values):
        raise NotReadable


def check_body(request: ApiRequest, operation: Operation, most: int) -> None:
    """Refuse a body that is too large or is not JSON; an operation that takes none ignores what comes along."""
    takes = any(model.__ninja_param_source__ == "body" for model in operation.models)
    body = read_body(request, most)
    if takes and body and request.content_type != "application/json":
        raise NotJson


def read_body(request: HttpRequest, most: int) -> bytes:
    """The whole body. Raises ``BodyTooLarge`` above so many bytes, told or not how large it is."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    if told.isdecimal() and int(told[:18]) > most:
        raise BodyTooLarge
    if not hasattr(request, "_body"):
        try:
            request._body = request.read(most + 1)  # past Django's own bound, which is for forms
        except (RawPostDataException, RequestDataTooBig, OSError) as problem:
            raise NotReadable from problem
    if len(request.body) > most:
        raise BodyTooLarge
    return request.body


class Reader(Parser):
    """JSON as RFC 8259 has it: UTF-8, no NaN, no character zero, nothing nested without end."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        try:
            said = json.loads(request.body.decode(), parse_constant=_refuse)
            _check(said, DEEPEST)
        except (ValueError, RecursionError) as problem:
            raise NotReadable from problem
        return said  # type: ignore[no-any-return]


def _refuse(_name: str) -> None:
    raise ValueError


def _check(said: object, depth: int) -> None:
    if depth == 0:
        raise ValueError
    if isinstance(said, str):
        if "\0" in said or any("\ud800" <= letter <= "\udfff" for letter in said):
            raise ValueError
    elif isinstance(said, dict):
        for name, each in said.items():
            _check(name, depth - 1)
            _check(each, depth - 1)
    elif isinstance(said, list):
        for each in said:
            _check(each, depth - 1)
