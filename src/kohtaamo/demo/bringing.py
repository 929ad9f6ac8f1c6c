"""What came from elsewhere in the demonstration, and what is not kept for ever: both by the commands a person's buttons call."""

from __future__ import annotations

from io import BytesIO

from kohtaamo.customers.models import Identity
from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.passage.choices import ImportSource, Taking
from kohtaamo.passage.commands.carry import carry_on
from kohtaamo.passage.commands.hold import set_hold
from kohtaamo.passage.commands.imports import Brought, bring, take_in_earnest
from kohtaamo.passage.commands.retention import make_rule
from kohtaamo.passage.models import Import
from kohtaamo.staff.choices import RoleName

FAIR = """Nimi;Sähköposti;Puhelin;Yritys;Kieli
Raili Ojanen;raili.ojanen@messut.example;040 555 0171;;fi
Börje Nygård;borje.nygard@messut.example;;Nygårds Inredning Ab;sv
Tuula Hietala;tuula.hietala@messut.example;040 555 0188;;fi
Raili Ojanen;raili.ojanen@messut.example;;;fi
Nimetön kävijä;;;;
Ilpo Rantanen;ilpo.rantanen(at)messut.example;;;fi
"""


def bring_the_fair(home: Organisation) -> None:
    """A list of names from a fair is taken in, two rows of which cannot be; old messages have a rule
    that is still off, and a customer in dispute is held."""
    boss = next(each for each in home.members.values() if each.role.name == RoleName.ADMINISTRATOR)
    content = FAIR.encode()
    brought = Brought(ImportSource.CUSTOMERS, "messujen-kavijat.csv", BytesIO(content), len(content))
    came = bring(actor=boss, brought=brought)
    _carry(came)
    take_in_earnest(actor=boss, brought=came)
    _carry(came)
    make_rule(actor=boss, taking=Taking.FILES, months=24)
    make_rule(actor=boss, taking=Taking.WORDS, months=60)
    disputing = Identity.objects.get(value="raili.ojanen@messut.example").customer
    set_hold(actor=boss, customer=disputing, why="Kuluttajariitalautakunta käsittelee messutilausta.")


def _carry(came: Import) -> None:
    while carry_on(came.pk):
        pass
