"""A letter as it was sent: its cleaned HTML in a frame of its own where nothing can run."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kohtaamo.channels.mail.reading.html import clean_html
from kohtaamo.channels.mail.reading.letter import Letter
from kohtaamo.channels.mail.reading.read import read_letter
from kohtaamo.encounters.models import Message
from kohtaamo.encounters.queries import case_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.storage.keep import fetch
from kohtaamo.web.desk.cases.attachment import picture_type
from kohtaamo.web.gate import DeskRequest, desk

MOST_PICTURES = 8 * 1024 * 1024  # bytes of pictures carried inside the page


@require_safe
@desk()
def original(request: DeskRequest, case_id: int, message_id: int) -> HttpResponse:
    """The letter as HTML, under a policy of its own: no scripts, no forms, no net; ``?images=1`` lets pictures in."""
    case = case_for(request.user, case_id)
    message = Message.objects.filter(case=case, pk=message_id, has_html=True, raw__isnull=False).first()
    if message is None or message.raw_id is None:
        raise NotFound
    letter = read_letter(fetch(message.raw_id))
    with_images = request.GET.get("images") == "1"
    clean = clean_html(letter.html, inline=_pictures(letter), remote_images=with_images)
    response = render(request, "desk/cases/original.html", {"message": message, "clean": clean, "shown": with_images})
    return _confined(response, with_images)


def _pictures(letter: Letter) -> dict[str, str]:
    """The pictures that came with the letter, by content id, as data: a confined frame has no session to fetch with."""
    found: dict[str, str] = {}
    left = MOST_PICTURES
    for file in letter.attachments:
        kind = picture_type(file.type, file.content)
        if file.content_id and kind and file.size <= left:
            left -= file.size
            found[file.content_id] = f"data:{kind};base64,{base64.b64encode(file.content).decode()}"
    return found


def _confined(response: HttpResponse, with_images: bool) -> HttpResponse:
    pictures = "data: https: http:" if with_images else "data:"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; img-src {pictures}; style-src 'self'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
