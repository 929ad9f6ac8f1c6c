"""The system that carries a decision out tells what came of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kohtaamo.mandates.commands.report import read_outcome, report
from kohtaamo.mandates.errors import OtherReport
from kohtaamo.mandates.models import Remedy
from kohtaamo.platform.connections.keys import keys_of
from kohtaamo.platform.errors import Invalid
from kohtaamo.platform.signed import signing_keys
from kohtaamo.web.hooks.body import read_object
from kohtaamo.web.hooks.pace import paced, signed_use, unsigned_try
from kohtaamo.web.hooks.reading import body_of, refused


@csrf_exempt
@require_POST
@paced
def outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """200 put down (or known already), 400 not readable, 401 not signed or not known, 409 another by the same name,
    429 too many in a minute."""
    body = body_of(request)
    if body is None:
        return refused(400, "too_large", "the body is larger than 64 KB")
    remedy = Remedy.objects.select_related("connection").filter(public_id=public_id).first()
    if remedy is None or not signing_keys(request.headers, body, keys_of(remedy.connection)):
        unsigned_try(request)
        return refused(401, "not_signed", "the signature does not fit, or the time is more than five minutes off")
    signed_use(f"outcome:{remedy.connection_id}")
    try:
        told = read_outcome(read_object(body), called=request.headers["webhook-id"])
        made, is_new = report(remedy=remedy, told=told)
    except Invalid as problem:
        return refused(400, "not_readable", str(problem.sentence))
    except OtherReport:
        return refused(409, "another", "another outcome was called by the same webhook-id")
    return JsonResponse({"outcome": made.state, "stands": made.stands, "known": not is_new})
