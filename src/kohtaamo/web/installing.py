"""The desk as an application of its own on a phone or a computer (W3C Web Application Manifest)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.web.gate import DeskRequest, desk

GROUND, PAPER = "#0b6350", "#f3f6f5"  # of the mark, and of the light page before it is drawn


@require_safe
@desk()
def manifest(request: DeskRequest) -> HttpResponse:
    """What the browser shows when the desk is installed, in the reader's language."""
    del request
    icons = (("icon-app.svg", "any"), ("icon-app.svg", "maskable"))
    told = {
        "id": "/", "name": str(settings.KOHTAAMO["ORGANISATION"]), "short_name": str(settings.KOHTAAMO["ORGANISATION"])[:12],
        "lang": get_language(), "start_url": reverse("today"), "scope": "/", "display": "standalone",
        "theme_color": GROUND, "background_color": PAPER,
        "icons": [
            {"src": static(f"kohtaamo/{name}"), "sizes": "any", "type": "image/svg+xml", "purpose": purpose}
            for name, purpose in icons
        ],
        "shortcuts": [
            {"name": name, "url": reverse(address)}
            for name, address in ((_("Encounters"), "cases"), (_("Promises"), "promises"), (_("Customers"), "customers"))
        ],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")
