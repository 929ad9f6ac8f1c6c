"""How the demonstration's cases are ordered: tags by what the subjects say, two matters linked."""

from __future__ import annotations

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.touchpoints.models import Matter
from kohtaamo.work.choices import LinkKind
from kohtaamo.work.commands.checklist import Listing, write_checklist
from kohtaamo.work.commands.fields import Shape, fill_in, shape_field
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
    ask_more(home)


def keep_views(home: Organisation) -> None:
    """Views of the service team and of its lead."""
    leila = home.members["leila"]
    team = leila.teams.order_by("pk").first()
    save_view(actor=leila, name="Ruotsiksi", asked={"language": "sv"}, team=team)
    save_view(actor=leila, name="Lupaus myöhässä", asked={"state": "all", "promise": "late"}, team=team)
    save_view(
        actor=leila, name="Toimitukset", asked={"state": "all", "tag": str(name_tag(actor=leila, name="toimitus").pk)}
    )


def ask_more(home: Organisation) -> None:
    """An order number, how it was delivered, and what is gone through in matters of delivery."""
    leila = home.members["leila"]
    ways = [{"fi": "Kotiin", "sv": "Hem", "en": "To the home"}, {"fi": "Nouto", "sv": "Avhämtning", "en": "Collected"}]
    order = Shape(target="case", kind="text", name_fi="Tilausnumero", name_sv="Ordernummer", name_en="Order number")
    way = Shape(
        target="case", kind="choice", name_fi="Toimitustapa", name_sv="Leveranssätt", name_en="Delivery", options=ways
    )
    member = Shape(
        target="customer", kind="date", name_fi="Kanta-asiakas alkaen", name_sv="Stamkund sedan", name_en="Member since"
    )
    number, delivered, _since = (shape_field(actor=leila, shape=shape) for shape in (order, way, member))
    for place, case in enumerate(Case.objects.filter(taggings__tag__name="toimitus").order_by("pk")[:MOST]):
        option = delivered.options[place % 2]["key"]
        fill_in(actor=leila, thing=case, written={number.pk: [f"58{4400 + 7 * place}"], delivered.pk: [option]})
    steps = [
        {
            "fi": "Tarkista, missä lähetys on",
            "sv": "Kontrollera var försändelsen är",
            "en": "Find out where the parcel is",
        },
        {
            "fi": "Sovi uusi aika asiakkaan kanssa",
            "sv": "Avtala ny tid med kunden",
            "en": "Agree on a new time with the customer",
        },
        {"fi": "Vahvista kuljettajalle", "sv": "Bekräfta med chauffören", "en": "Confirm with the driver"},
    ]
    matter = Matter.objects.order_by("pk").first()
    listing = Listing(
        name_fi="Toimituksen selvitys",
        name_sv="Utredning av leverans",
        name_en="A delivery",
        matter=matter,
        steps=steps,
    )
    write_checklist(actor=leila, listing=listing)
