"""Another system tells that an order is late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kohtaamo.platform.errors import Conflict, Invalid
from kohtaamo.promises.commands.lateness import report_lateness
from kohtaamo.promises.models import Hook
from kohtaamo.web.hooks.body import read_report
from kohtaamo.web.hooks.pace import paced, signed_use, unsigned_try
from kohtaamo.web.hooks.reading import body_of, refused
from kohtaamo.web.hooks.signature import signer


@csrf_exempt
@require_POST
@paced
def lateness(request: HttpRequest) -> HttpResponse:
    """202 taken in (or known already), 400 not readable, 401 not signed, 409 another report by the same name, 429 too
    many in a minute."""
    body = body_of(request)
    if body is None:
        return refused(400, "too_large", "the body is larger than 64 KB")
    hook = signer(request.headers, body, Hook.objects.filter(ended_at__isnull=True))
    if hook is None:
        unsigned_try(request)
        return refused(401, "not_signed", "the signature does not fit, or the time is more than five minutes off")
    signed_use(f"lateness:{hook.pk}")
    try:
        taken, is_new = report_lateness(hook=hook, report=read_report(request.headers["webhook-id"], body))
    except Invalid as problem:
        return refused(400, "not_readable", str(problem.sentence))
    except Conflict:
        return refused(409, "another", "another report was called by the same webhook-id")
    return JsonResponse({"outcome": "taken" if is_new else "known", "placed": taken.case_id is not None}, status=202)
