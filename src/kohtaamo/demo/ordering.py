"""How the demonstration's cases are ordered: tags by what the subjects say, two matters linked."""

from __future__ import annotations

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.commands.link import link_cases
from kohtaamo.work.commands.tag import name_tag, put_tag
from kohtaamo.work.commands.view import save_view

TAGS = {"toimitu": "toimitus", "sän": "sängyt", "lasku": "laskutus", "tuoli": "tuolit", "leveran": "toimitus"}
MOST = 12  # of each


def put_in_order(home: Organisation) -> None:
    """Open cases get a tag by a word of their subject; one tag waits for its first case."""
    leila = home.members["leila"]
    for word, tag in TAGS.items():
        opened = Case.objects.filter(subject__icontains=word).exclude(state=CaseState.SETTLED).order_by("-changed_at")
        for case in opened[:MOST]:
            put_tag(actor=leila, case=case, name=tag)
    name_tag(actor=leila, name="joulukampanja")
    alike = list(Case.objects.filter(taggings__tag__name="tuolit").order_by("-changed_at")[:2])
    if len(alike) == 2:
        link_cases(actor=leila, case=alike[0], to=alike[1], kind=LinkKind.RELATED)
    keep_views(home)


def keep_views(home: Organisation) -> None:
    """Views of the service team and of its lead."""
    leila = home.members["leila"]
    team = leila.teams.order_by("pk").first()
    save_view(actor=leila, name="Ruotsiksi", asked={"language": "sv"}, team=team)
    save_view(actor=leila, name="Lupaus myöhässä", asked={"state": "all", "promise": "late"}, team=team)
    save_view(
        actor=leila, name="Toimitukset", asked={"state": "all", "tag": str(name_tag(actor=leila, name="toimitus").pk)}
    )
