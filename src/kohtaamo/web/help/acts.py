"""What a reader does on the public pages: says whether an article helped, writes to us."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kohtaamo.knowledge.addresses import public_path
from kohtaamo.knowledge.commands.tell import ask, tell
from kohtaamo.knowledge.errors import NobodyToAnswer
from kohtaamo.knowledge.queries.articles import public_text
from kohtaamo.platform.limits import spend
from kohtaamo.web.help.door import HelpRequest, public, shown, switch
from kohtaamo.web.help.forms import QuestionForm, ToldForm
from kohtaamo.web.help.pages import read


@require_POST
@public
def helped(request: HelpRequest, section_slug: str, article_slug: str) -> HttpResponse:
    """Did it help? With a question and an address it becomes a case that is answered."""
    text = public_text(request.language, article_slug)
    form = ToldForm(request.http.POST)
    if not form.is_valid():
        return read(request, text, form=form, status=422)
    said = form.cleaned_data
    told = "asked" if said["reach"] else said["helped"]
    if not form.is_by_machine:
        spend(f"help-told:{request.address}", most=30, seconds=3600)
        try:
            tell(text=text, helped=said["helped"] == "yes", words=said["words"], reach=said["reach"], name=said["name"])
        except NobodyToAnswer as problem:
            form.add_error("reach", str(problem.sentence))
            return read(request, text, form=form, status=problem.status)
    return _after(f"{public_path(text)}?told={told}#told")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def write(request: HelpRequest) -> HttpResponse:
    """Write to us: the question becomes a case."""
    form = QuestionForm(request.http.POST if request.http.method == "POST" else None)
    status = 200
    if request.http.method == "POST":
        if form.is_valid():
            return _asked(request, form)
        status = 422
    paths = {code: reverse("help_write", args=[code]) for code, _name in settings.LANGUAGES}
    is_sent = request.http.GET.get("sent") == "1"
    response = shown(
        request, "help/write.html", status=status, form=form, is_sent=is_sent, **switch(request, paths), is_search=True
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request: HelpRequest, form: QuestionForm) -> HttpResponse:
    said = form.cleaned_data
    if not form.is_by_machine:
        spend(f"help-asked:{request.address}", most=10, seconds=3600)
        ask(None, request.language, said["words"], said["reach"], said["name"])
    return _after(f"{reverse('help_write', args=[request.language])}?sent=1")


def _after(path: str) -> HttpResponse:
    return HttpResponseRedirect(path, status=303)
