"""One field that finds cases, messages and customers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kohtaamo.web.desk.today.search_answer import answer
from kohtaamo.web.gate import DeskRequest, desk


@require_safe
@desk()
def search(request: DeskRequest) -> HttpResponse:
    """The search page; what was found alone when the page asks as one types."""
    found = answer(request.user, request.GET.get("q", ""))
    template = "desk/search/found.html" if request.htmx else "desk/search/search.html"
    return render(request, template, {"found": found, "query": found.text, "room": "search"})
