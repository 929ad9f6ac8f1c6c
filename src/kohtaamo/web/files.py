"""Files leave as files: never shown as a page, never run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


def download(content: bytes, *, name: str, inline_type: str = "") -> HttpResponse:
    """The bytes as a download; ``inline_type`` shows one of the harmless picture types in place."""
    shown = inline_type if inline_type in PICTURES else ""
    response = HttpResponse(content, content_type=shown or "application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
