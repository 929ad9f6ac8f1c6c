"""Articles beside a case: offered by the customer's words or by one's own, and put into the answer with one key."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kohtaamo.encounters.commands.draft import save_draft
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import case_for
from kohtaamo.knowledge.choices import Place
from kohtaamo.knowledge.commands.seek import note_sought
from kohtaamo.knowledge.commands.use import Given, use_article
from kohtaamo.knowledge.models import ArticleText
from kohtaamo.knowledge.queries.articles import article_for
from kohtaamo.knowledge.queries.finding import found_by, suggested_for
from kohtaamo.platform.errors import NotFound
from kohtaamo.platform.limits import use
from kohtaamo.platform.numbers import number_in
from kohtaamo.staff.choices import Right
from kohtaamo.web.desk.cases.forms import WordsForm
from kohtaamo.web.gate import DeskRequest, desk

MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Right.ANSWER)
def articles(request: DeskRequest, case_id: int) -> HttpResponse:
    """Offer articles, for the words in ``q`` or for the case's own; POST puts one into the answer."""
    case = case_for(request.user, case_id)
    if request.method == "POST":
        return _insert(request, case)
    words = " ".join(request.GET.get("q", "")[:200].split())
    texts = _found(request, case, words) if words else suggested_for(request.user, case)
    context = {"case": case, "texts": texts, "words": words, "room": "cases"}
    if not request.htmx:
        return render(request, "desk/knowledge/beside.html", context)
    is_typed = request.GET.get("as") == "offers"
    return render(request, f"desk/knowledge/{'offers' if is_typed else 'suggested'}.html", context)


def _found(request: DeskRequest, case: Case, words: str) -> list[ArticleText]:
    found = found_by(request.user, words, language=case.language, most=MOST)
    is_whole = request.GET.get("as") != "offers"  # what is typed after # is asked letter by letter
    if is_whole and use(f"desk-sought:{request.user.pk}:{words.casefold()}", seconds=3600).count == 1:
        note_sought(words=words, language=case.language, place=Place.STAFF, found=len(found))
    return found


def _insert(request: DeskRequest, case: Case) -> HttpResponse:
    named, _dash, how = request.POST.get("article", "").partition("-")
    wanted = number_in(named)
    if wanted is None:
        raise NotFound
    article = article_for(request.user, wanted)
    given = use_article(actor=request.user, case=case, article=article, is_whole=how == "text")
    return JsonResponse({"text": given.words}) if request.htmx else _written(request, case, given)


def _written(request: DeskRequest, case: Case, given: Given) -> HttpResponse:
    """Without scripts the words came along with the button: the article goes after them, in the draft."""
    form = WordsForm(request.POST)
    before = form.cleaned_data["text"].rstrip() if form.is_valid() else ""
    is_note = form.is_valid() and form.cleaned_data["kind"] == "note"
    text = f"{before}\n\n{given.words}" if before else given.words
    save_draft(actor=request.user, case=case, text=text, is_note=is_note)
    return HttpResponseRedirect(f"{reverse('case', args=[case.pk])}#write", status=303)
