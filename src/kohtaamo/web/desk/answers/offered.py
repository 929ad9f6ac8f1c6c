"""The saved answers offered at the composer, those in the case's language first."""

from __future__ import annotations

from dataclasses import dataclass

from kohtaamo.encounters.models import Case
from kohtaamo.serving.queries.answers import found_answers
from kohtaamo.staff.models import Member

MOST = 100


@dataclass(frozen=True)
class Offered:
    """An answer to choose; ``spoken`` when it has the case's language, else ``languages`` says which it has."""

    pk: int
    name: str
    code: str
    languages: str
    spoken: bool

    def __str__(self) -> str:
        return self.name


def offered(writer: Member, case: Case) -> list[Offered]:
    """What the list at the composer holds."""
    rows = []
    for one in found_answers(writer, "", language=case.language, most=MOST):
        languages = [text.language for text in one.texts.all()]
        rows.append(Offered(one.pk, one.name, one.code, ", ".join(languages), case.language in languages))
    return rows
