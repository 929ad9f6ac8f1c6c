"""Files of the talk: always downloaded, never run. Only raster pictures may be looked at in place."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kohtaamo.encounters.queries import attachment_for, case_for
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.web.gate import DeskRequest, desk

_BEGINNINGS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}


@require_safe
@desk()
def attachment(request: DeskRequest, case_id: int, attachment_id: int) -> HttpResponse:
    """One file of the case, or of one's own draft in it; ``?inline=1`` shows a picture in place."""
    case = case_for(request.user, case_id)
    file = attachment_for(request.user, case, attachment_id)
    content = fetch(file.blob_id)
    picture = picture_type(file.type, content) if request.GET.get("inline") == "1" else ""
    response = HttpResponse(content, content_type=picture or "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(not picture, file.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def picture_type(told: str, content: bytes) -> str:
    """The picture type of a file that is told to be one and begins as one; empty for anything else."""
    told = told.lower()
    return told if content.startswith(_BEGINNINGS.get(told, ())) else ""
