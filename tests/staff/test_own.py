"""What a person sets for themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from kohtaamo.platform.errors import Invalid
from kohtaamo.staff.commands.own import OwnSettings, change_own, set_presence, sign_out_elsewhere
from kohtaamo.staff.errors import NameMissing, WrongHours
from kohtaamo.staff.models import Member

pytestmark = pytest.mark.django_db
WISH = OwnSettings(
    name="Noora K", title="Neuvoja", language="sv", speaks=["en", "fi", "xx"], zone="Europe/Stockholm", theme="dark",
    single_keys=False, hours={0: [("8", "16")]},
)  # fmt: skip


def test_own_settings_are_kept(owner: Member) -> None:
    change_own(actor=owner, wish=WISH)
    kept = Member.objects.get(pk=owner.pk)
    assert (kept.name, kept.title, kept.language, kept.speaks) == ("Noora K", "Neuvoja", "sv", ["fi", "en"])
    assert (kept.zone, kept.theme, kept.single_keys) == ("Europe/Stockholm", "dark", False)
    assert kept.hours == {"0": [["08:00", "16:00"]]}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": " "}, NameMissing),
        ({"language": "de"}, Invalid),
        ({"theme": "pink"}, Invalid),
        ({"zone": "Mars/Base"}, Invalid),
        ({"hours": {0: [("16", "8")]}}, WrongHours),
    ],
)
def test_what_cannot_be_is_refused(owner: Member, change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        change_own(actor=owner, wish=replace(WISH, **change))  # type: ignore[arg-type]
    assert Member.objects.get(pk=owner.pk).name == "Noora Kivelä"


def test_presence_is_here_busy_or_away(owner: Member) -> None:
    assert set_presence(actor=owner, presence="busy").presence == "busy"
    with pytest.raises(Invalid):
        set_presence(actor=owner, presence="hiding")


def test_signing_out_elsewhere_spares_this_device_and_others(owner: Member, as_owner: Client, as_lead: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(owner)
    assert sign_out_elsewhere(actor=owner, but=as_owner.session.session_key) == 1
    assert [client.get("/me/").status_code for client in (as_owner, elsewhere, as_lead)] == [200, 302, 200]
