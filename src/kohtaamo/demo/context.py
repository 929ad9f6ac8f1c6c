"""Every page of a demonstration says that it is one."""

from __future__ import annotations

from django.http import HttpRequest

from kohtaamo.demo.queries import is_demonstration


def demonstration(request: HttpRequest) -> dict[str, bool]:
    """Whether to mark the page."""
    return {"is_demo": is_demonstration()}
