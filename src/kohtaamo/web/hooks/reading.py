"""What every hook does with a request: its body when it is not too large, and an answer that says why not."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.http.request import RawPostDataException

MOST = 64 * 1024  # bytes


def body_of(request: HttpRequest) -> bytes | None:
    """The body; None when it is too large."""
    try:
        body = request.body
    except RequestDataTooBig:
        return None
    except RawPostDataException:  # sent as a form, which nobody signs
        return b""
    return body if len(body) <= MOST else None


def refused(status: int, code: str, said: str) -> JsonResponse:
    return JsonResponse({"error": code, "detail": said}, status=status)
