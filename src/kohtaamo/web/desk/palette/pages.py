"""What the palette finds: pages, customers and cases by what is typed. Acts on the open case the page itself knows."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kohtaamo.knowledge.queries.finding import found_by
from kohtaamo.staff.choices import Right
from kohtaamo.staff.models import Member
from kohtaamo.web.desk.settings.choices import choices_of
from kohtaamo.web.desk.today.search_answer import answer
from kohtaamo.web.gate import DeskRequest, desk

MOST = 6  # of each kind
SHORTEST = 2  # letters before customers and cases are looked for


@dataclass(frozen=True)
class Found:
    """Somewhere to go: what it is called, more of it, where it is."""

    name: str
    about: str
    url: str
    icon: str


@require_safe
@desk()
def palette(request: DeskRequest) -> HttpResponse:
    """Where the words in ``q`` may lead; as a page of its own it is the search."""
    words = request.GET.get("q", "")[:80].strip()
    if not request.htmx:
        return redirect(f"{reverse('search')}?q={words}" if words else "search")
    found = _pages(request.user, words)
    if len(words) >= SHORTEST:
        found += _things(request.user, words)
    return render(request, "desk/palette/found.html", {"found": found})


def _pages(viewer: Member, words: str) -> list[Found]:
    wanted = words.casefold()
    begins = wanted.split()
    rows = [Found(name, about, reverse(page), icon) for page, icon, name, about in _everywhere(viewer)]
    fits = [row for row in rows if all(_has_word(row.name, begin) for begin in begins)]
    fits += [row for row in rows if row not in fits and len(wanted) > SHORTEST and wanted in row.about.casefold()]
    return fits[: MOST if wanted else 40]


def _has_word(name: str, begin: str) -> bool:
    """Whether a word of the name begins so."""
    return any(word.startswith(begin) for word in name.casefold().split())


def _everywhere(viewer: Member) -> list[tuple[str, str, str, str]]:
    rooms = [
        ("today", "today", _("Today"), ""), ("cases", "chat", _("Encounters"), _("the queue")),
        ("promises", "promise", _("Promises"), ""), ("customers", "user", _("Customers"), ""),
        ("snoozed", "snooze", _("What sleeps"), ""), ("later", "clock", _("Leaves later"), ""),
        ("notifications", "bell", _("What you are told"), ""), ("my_notifications", "bell", _("How I am told"), ""),
        ("settings", "more", _("Settings"), ""),
    ]  # fmt: skip
    if viewer.may(Right.ANSWER):
        rooms.append(("meeting_new", "plus", _("Write down a meeting"), ""))
    return rooms + [(each.page, each.icon, str(each.name), str(each.about)) for each in choices_of(viewer)]


def _things(viewer: Member, words: str) -> list[Found]:
    said = answer(viewer, words)
    people = [*said.exact_customers, *said.customers]
    cases = [*([said.exact_case] if said.exact_case else []), *(one.case for one in said.cases)]
    found = [Found(str(one), _("customer"), reverse("customer", args=[one.pk]), "user") for one in people[:MOST]]
    return (
        found
        + [
            Found(one.subject, f"{one.number}, {one.customer}", reverse("case", args=[one.pk]), "chat")
            for one in cases[:MOST]
        ]
        + [
            Found(
                one.title, _("article"), f"{reverse('article', args=[one.article_id])}?language={one.language}", "book"
            )
            for one in found_by(viewer, words, language=viewer.language, most=MOST)
        ]
    )
