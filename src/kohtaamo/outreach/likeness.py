"""Cases that seem to wait for the same thing: suggested by their words, never joined by themselves.

The search index gives the candidates (those that share the telling words), so that a million cases cost no more than a
few thousand; how alike they are is then judged by the words of subject and latest message (token set ratio).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from rapidfuzz.fuzz import token_set_ratio

from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.findable import scopes_of
from kohtaamo.encounters.models import Case
from kohtaamo.encounters.queries import visible_cases
from kohtaamo.outreach.models import Cause, CauseCase
from kohtaamo.platform.search.find import find
from kohtaamo.platform.words import lemmas
from kohtaamo.staff.models import Member

ALIKE = 70.0  # token set ratio, 0..100
READ = 12  # joined cases that are read
ASKED = 6  # questions put to the index
EACH = 60  # candidates of one question
SHORTEST = 4  # letters of a telling word


@dataclass(frozen=True)
class Alike:
    """A case that seems to belong, and how alike it is to one that does, 0..100."""

    case: Case
    likeness: int


def alike(viewer: Member, cause: Cause, *, most: int = 12) -> list[Alike]:
    """Unsettled cases the viewer may see that are like those joined, the most alike first."""
    joined = list(_joined(viewer, cause))
    if not joined:
        return []
    known = CauseCase.objects.filter(cause=cause).values("case")
    candidates = visible_cases(viewer).filter(pk__in=_candidates(viewer, joined)).exclude(state=CaseState.SETTLED)
    models = [_words(case) for case in joined]
    judged = [
        Alike(case, round(max(token_set_ratio(_words(case), model) for model in models)))
        for case in candidates.exclude(pk__in=known).select_related("customer", "touchpoint")
    ]
    found = [one for one in judged if one.likeness >= ALIKE]
    return sorted(found, key=lambda one: (-one.likeness, -one.case.pk))[:most]


def _joined(viewer: Member, cause: Cause) -> Iterable[Case]:
    theirs = CauseCase.objects.filter(cause=cause, left_at__isnull=True).order_by("-pk")
    seen = Exists(visible_cases(viewer).filter(pk=OuterRef("case_id")))
    ids = list(theirs.filter(seen).values_list("case_id", flat=True)[:READ])
    return Case.objects.filter(pk__in=ids).order_by("-pk")


def _words(case: Case) -> str:
    return lemmas(f"{case.subject} {case.last_words}")


def _candidates(viewer: Member, joined: Sequence[Case]) -> set[int]:
    """Ids of cases that share a subject with one joined, or the words most of them share."""
    scopes = scopes_of(viewer)
    found: set[int] = set()
    for question in _questions(joined):
        hits = find(question, scopes=scopes, kinds=("case", "message"), limit=EACH)
        found |= {hit.group_id for hit in hits}
    return found


def _questions(joined: Sequence[Case]) -> list[str]:
    subjects = list(dict.fromkeys(_telling(case.subject) for case in joined))
    counts: Counter[str] = Counter()
    for case in joined:
        counts.update(set(_telling(f"{case.subject} {case.last_words}").split()))
    shared = [word for word, times in counts.most_common(3) if times > 1 or len(joined) == 1]
    pairs = [" ".join(shared[:2])] if len(shared) > 1 else shared
    return [question for question in [*pairs, *subjects][:ASKED] if question]


def _telling(text: str) -> str:
    """The words that tell something: long enough, no numbers, no mark of a reply."""
    words = (word.strip(".,:;!?()\"'") for word in text.split())
    return " ".join(word.lower() for word in words if len(word) >= SHORTEST and word.isalpha())
