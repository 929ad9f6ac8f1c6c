"""Aitta & Tupa: its teams, people, places, hours and mailboxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.contrib.auth.hashers import make_password

from kohtaamo.channels.mail.choices import Security, Stage
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.platform.time import default_zone, now
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Member, Membership, Role, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Hours, HoursException, Location, OpenPeriod, Touchpoint

DOMAIN = "aittatupa.example"
WORKDAYS, WEEK = range(5), range(7)


@dataclass
class Organisation:
    """Everybody and every place, by a short name."""

    teams: dict[str, Team] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    touchpoints: dict[str, Touchpoint] = field(default_factory=dict)

    def of(self, team: str) -> list[Member]:
        """Those who serve in this team; the lead is among them."""
        return [self.members[name] for name, _full, _role, teams, *_rest in PEOPLE if team in teams.split()]


TEAMS = ("Palvelu", "Verkkokauppa", "Kallio", "Tampere", "Vaasa", "Toimitus")
PEOPLE: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("noora", "Noora Kivelä", RoleName.FRONT_LINE, "Palvelu Verkkokauppa", "fi", "Palveluneuvoja"),
    ("leila", "Leila Aho", RoleName.LEAD, "Palvelu", "fi", "Tiimin vetäjä"),
    ("ville", "Ville Rantanen", RoleName.FRONT_LINE, "Palvelu", "fi", "Palveluneuvoja"),
    ("emma", "Emma Lindqvist", RoleName.FRONT_LINE, "Palvelu Vaasa", "sv", "Kundrådgivare"),
    ("oliver", "Oliver Hughes", RoleName.FRONT_LINE, "Palvelu Verkkokauppa", "en", "Service advisor"),
    ("mira", "Mira Salonen", RoleName.FRONT_LINE, "Verkkokauppa", "fi", "Verkkokauppa"),
    ("jari", "Jari Koskela", RoleName.LEAD, "Verkkokauppa", "fi", "Verkkokaupan vetäjä"),
    ("mikko", "Mikko Saarinen", RoleName.FRONT_LINE, "Kallio", "fi", "Myyjä"),
    ("aada", "Aada Niemi", RoleName.FRONT_LINE, "Kallio", "fi", "Myyjä"),
    ("hanna", "Hanna Mäkelä", RoleName.FRONT_LINE, "Tampere", "fi", "Myyjä"),
    ("teemu", "Teemu Virta", RoleName.EXPERT, "Tampere", "fi", "Kalusteasiantuntija"),
    ("sofia", "Sofia Backman", RoleName.FRONT_LINE, "Vaasa", "sv", "Försäljare"),
    ("johan", "Johan Nygård", RoleName.LEAD, "Vaasa", "sv", "Butikschef"),
    ("sami", "Sami Lahti", RoleName.FRONT_LINE, "Toimitus", "fi", "Toimituksen suunnittelija"),
    ("riikka", "Riikka Oja", RoleName.LEAD, "Toimitus", "fi", "Toimituksen vetäjä"),
    ("katri", "Katri Salmela", RoleName.MANAGER, "Palvelu", "fi", "Asiakaspalvelujohtaja"),
    ("ilkka", "Ilkka Ahonen", RoleName.ADMINISTRATOR, "Palvelu", "fi", "Pääkäyttäjä"),
)
SHOWN = ("noora", "sami", "leila", "katri", "ilkka", "emma", "oliver")  # whose sign-in addresses are printed
PLACES: tuple[tuple[str, str, str, str, str, str, int | None, str], ...] = (
    ("palvelu", "Palvelun posti", Channel.MAIL, "Palvelu", "leila", "Palvelu", 240, "fi"),
    ("verkko", "Verkkokaupan posti", Channel.MAIL, "Verkkokauppa", "jari", "Palvelu", 240, "fi"),
    ("linja", "Palvelulinja", Channel.PHONE, "Palvelu", "leila", "Palvelu", None, "fi"),
    ("kallio", "Kallion tiski", Channel.VISIT, "Kallio", "mikko", "Myymälät", None, "fi"),
    ("tampere", "Tampereen tiski", Channel.VISIT, "Tampere", "hanna", "Myymälät", None, "fi"),
    ("vaasa", "Vaasan tiski", Channel.VISIT, "Vaasa", "johan", "Vaasa", None, "sv"),
    ("vaasaposti", "Vaasan posti", Channel.MAIL, "Vaasa", "johan", "Vaasa", 480, "sv"),
    ("toimitus", "Toimituksen posti", Channel.MAIL, "Toimitus", "riikka", "Toimitus", 480, "fi"),
    ("ajolinja", "Toimituksen linja", Channel.PHONE, "Toimitus", "riikka", "Toimitus", None, "fi"),
)
ADDRESSES = {"palvelu": "palvelu", "verkko": "verkkokauppa", "vaasaposti": "vasa", "toimitus": "toimitus"}
LOCATIONS = {
    "kallio": ("Kallion myymälä", "Fleminginkatu 14, Helsinki"),
    "tampere": ("Tampereen myymälä", "Tammelan puistokatu 21, Tampere"),
    "vaasa": ("Vaasan myymälä", "Rantakatu 9, Vaasa"),
}
OPEN: dict[str, list[tuple[range | tuple[int, ...], str, str]]] = {
    "Palvelu": [(WORKDAYS, "08:00", "20:00"), ((5,), "10:00", "16:00")],
    "Myymälät": [(WORKDAYS, "10:00", "19:00"), ((5,), "10:00", "17:00"), ((6,), "12:00", "16:00")],
    "Vaasa": [(WORKDAYS, "10:00", "13:00"), (WORKDAYS, "14:00", "18:00"), ((5,), "10:00", "15:00")],
    "Toimitus": [(WORKDAYS, "07:00", "11:30"), (WORKDAYS, "12:00", "18:00"), ((5,), "09:00", "14:00")],
}


def make_organisation(*, password: str, smtp_port: int) -> Organisation:
    """The whole organisation, written. Everyone has the same password; mail goes to this port of this machine."""
    made = Organisation()
    made.teams = {name: Team.objects.create(name=name) for name in TEAMS}
    _people(made, password)
    _places(made, _hours())
    for place, local in ADDRESSES.items():
        Mailbox.objects.create(
            touchpoint=made.touchpoints[place], address=f"{local}@{DOMAIN}", sender_name="Aitta & Tupa", stage=Stage.LIVE,
            smtp_host="127.0.0.1", smtp_port=smtp_port, smtp_security=Security.NONE, begun_at=now(),
        )  # fmt: skip
    return made


def address_of(name: str) -> str:
    """The sign-in address of a person of the cast."""
    full = next(person[1] for person in PEOPLE if person[0] == name)
    plain = full.lower().translate(str.maketrans("äåö ", "aao."))
    return f"{plain}@{DOMAIN}"


def _people(made: Organisation, password: str) -> None:
    secret = make_password(password)
    roles = {role.name: role for role in Role.objects.all()}
    hours = {str(day): [["08:00", "16:00"]] for day in WORKDAYS}
    for name, full, role, _teams, language, title in PEOPLE:
        speaks = sorted(
            {language, "fi"} | ({"sv"} if name == "leila" else set()) | ({"en"} if name != "riikka" else set())
        )
        made.members[name] = Member.objects.create(
            email=address_of(name), name=full, role=roles[role], language=language, title=title, password=secret,
            speaks=speaks, hours=hours,
        )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(member=made.members[name], team=made.teams[team], is_lead=role == RoleName.LEAD)
        for name, _full, role, teams, *_rest in PEOPLE
        for team in teams.split()
    )


def _hours() -> dict[str, Hours]:
    made = {}
    for name, periods in OPEN.items():
        hours = made[name] = Hours.objects.create(name=name)
        OpenPeriod.objects.bulk_create(
            OpenPeriod(hours=hours, weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
            for days, opens, closes in periods
            for day in days
        )
    HoursException.objects.create(hours=made["Myymälät"], day=_next_sunday(), note="Inventaario, suljettu")
    return made


def _next_sunday() -> date:
    today = now().astimezone(default_zone()).date()
    return today + timedelta(days=13 - today.weekday())


def _places(made: Organisation, hours: dict[str, Hours]) -> None:
    for key, name, channel, team, owner, open_at, minutes, language in PLACES:
        location = None
        if key in LOCATIONS:
            location = Location.objects.create(name=LOCATIONS[key][0], address=LOCATIONS[key][1])
        made.touchpoints[key] = Touchpoint.objects.create(
            name=name, channel=channel, location=location, team=made.teams[team], owner=made.members[owner],
            hours=hours[open_at], answer_minutes=minutes, language=language,
        )  # fmt: skip
