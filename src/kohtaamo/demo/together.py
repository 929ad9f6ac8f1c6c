"""A delay many wait for now: their cases are joined, and a notice to them is written but not sent."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from kohtaamo.demo.cast.organisation import Organisation
from kohtaamo.encounters.choices import CaseState
from kohtaamo.encounters.models import Case
from kohtaamo.outreach.commands.cause import open_cause, set_rule
from kohtaamo.outreach.commands.draft import Said, begin_notice, write_notice
from kohtaamo.outreach.commands.join import join
from kohtaamo.outreach.commands.prepare import prepare

TITLE = "Tampereen varaston toimitukset viivästyvät"
SUBJECTS = ("Toimitusaika", "Odotimme koko illan", "Försenad leverans", "Late delivery", "Kide-sohva jäi tulematta")
WORDS = {
    "fi": ("Hei {name},\n\nolemme pahoillamme, että joudut odottamaan.", "Tampereen varastolla on rikkoutunut lajittelulinja, ja toimituksesi viivästyy. Uusi aika on viimeistään {date}.\n\nYstävällisin terveisin\nLeila Aho", "Toimitus perillä"),
    "sv": ("Hej {name},\n\nvi beklagar att du får vänta.", "Sorteringen i vårt lager i Tammerfors har gått sönder, och din leverans dröjer. Den nya tiden är senast {date}.\n\nMed vänlig hälsning\nLeila Aho", "Leveransen är framme"),
    "en": ("Hello {name},\n\nwe are sorry that you have to wait.", "The sorting line of our warehouse in Tampere has broken down, and your delivery is late. The new time is {date} at the latest.\n\nKind regards\nLeila Aho", "The delivery arrives"),
}  # fmt: skip


def let_wait_together(home: Organisation) -> None:
    """Join the open cases about deliveries, and begin the notice to their customers."""
    leila = home.members["leila"]
    late = Case.objects.filter(subject__in=SUBJECTS).exclude(state=CaseState.SETTLED)
    cause = open_cause(actor=leila, title=TITLE)
    set_rule(actor=leila, cause=cause, words="toimitus Tampere")
    join(actor=leila, cause=cause, cases=late.values_list("pk", flat=True))
    notice = begin_notice(actor=leila, cause=cause)
    texts = [
        Said(language=language, apology=apology, text=text, promise=promise)
        for language, (apology, text, promise) in WORDS.items()
    ]
    day = localtime().date() + timedelta(days=5)
    due = make_aware(datetime.combine(day, time(16)))
    write_notice(actor=leila, notice=notice, texts=texts, new_due_at=due)
    prepare(actor=leila, notice=notice)
