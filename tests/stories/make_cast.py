"""Run beside the server, never imported: furnishes an empty database with people, a touchpoint and a mailbox.

Writes ``cast.json`` into the data folder: for each person their id and the key of a session they are signed in with.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from kohtaamo.channels.mail.choices import Security, Stage
from kohtaamo.channels.mail.models import Mailbox
from kohtaamo.platform.time import now
from kohtaamo.staff.choices import RoleName
from kohtaamo.staff.models import Member, Role, Team
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

PEOPLE = {
    "owner": ("Noora Kivelä", RoleName.FRONT_LINE),
    "colleague": ("Sami Lahti", RoleName.FRONT_LINE),
    "expert": ("Eero Salmi", RoleName.EXPERT),
    "lead": ("Leila Aho", RoleName.LEAD),
    "administrator": ("Aino Hallinto", RoleName.ADMINISTRATOR),
}


def add(name: str, role: str, team: Team) -> Member:
    member = Member.objects.create(
        email=f"{name.split()[0].lower()}@tupa.example", name=name, role=Role.objects.get(name=role), language="fi"
    )
    member.set_unusable_password()
    member.save()
    member.teams.add(team, through_defaults={"is_lead": role == RoleName.LEAD})
    return member


def signed_in(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]  # may change their sign-in
    session.create()
    return str(session.session_key)


service, other = Team.objects.create(name="Palvelu"), Team.objects.create(name="Toimitus")
people = {key: add(name, role, service) for key, (name, role) in PEOPLE.items()}
people["outsider"] = add("Ulla Ulkopuoli", RoleName.FRONT_LINE, other)
touchpoint = Touchpoint.objects.create(
    name="Verkkokaupan posti", channel=Channel.MAIL, team=service, owner=people["lead"], answer_minutes=240
)
Mailbox.objects.create(
    touchpoint=touchpoint, address="palvelu@tupa.example", sender_name="Aitta & Tupa", stage=Stage.LIVE, begun_at=now(),
    smtp_host="127.0.0.1", smtp_port=1, smtp_security=Security.NONE,
)  # fmt: skip
told = {key: {"id": one.pk, "name": one.name, "session": signed_in(one)} for key, one in people.items()}
Path(str(settings.DATA), "cast.json").write_text(json.dumps({**told, "touchpoint": touchpoint.pk, "team": service.pk}))
