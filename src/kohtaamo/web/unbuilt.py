from typing import Any

from django.http import HttpRequest, HttpResponse

from kohtaamo.platform.errors import NotFound


def unbuilt(request: HttpRequest, **_: Any) -> HttpResponse:
    raise NotFound
