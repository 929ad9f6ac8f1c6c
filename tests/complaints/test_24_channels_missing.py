"""Users of other desks: what was said on the telephone, at the counter or by letter had no place beside the mails."""

from __future__ import annotations

import pytest
from django.test import Client

from kohtaamo.encounters.commands.own_page import link_token, own_page_of
from kohtaamo.encounters.models import Case, Encounter
from kohtaamo.touchpoints.choices import Channel
from kohtaamo.touchpoints.models import Touchpoint

pytestmark = pytest.mark.django_db
BY_HAND = [Channel.PHONE, Channel.VISIT, Channel.LETTER, Channel.SMS, Channel.CHAT]


@pytest.mark.parametrize("channel", BY_HAND)
def test_a_meeting_of_any_channel_is_written_down_and_stands_on_the_same_path_as_the_mails(
    as_owner: Client, touchpoint: Touchpoint, case: Case, channel: str
) -> None:
    told = {
        "touchpoint": touchpoint.pk, "channel": channel, "name": "Eeva Mattila", "reach": "eeva.mattila@posti.example",
        "words": "Ovikello ei soi.", "for_whom": "", "subject": "", "feeling": "",
    }  # fmt: skip
    assert as_owner.post("/meetings/new/", told).status_code == 303
    made = Encounter.objects.latest("pk")
    assert (made.channel, made.case.customer) == (channel, case.customer)
    page = as_owner.get(f"/customers/{case.customer_id}/").content.decode()
    assert (f"/cases/{case.pk}/" in page, f"/cases/{made.case_id}/" in page) == (True, True)


def test_the_customer_goes_on_with_the_same_matter_on_their_own_page(
    anonymous: Client, as_owner: Client, case: Case
) -> None:
    address = f"/p/{link_token(own_page_of(case, case.customer))}/"
    assert anonymous.post(f"{address}messages/", {"text": "Kirjoitan täältä."}).status_code in {302, 303}
    page = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert ("Kirjoitan täältä." in page, Encounter.objects.filter(case=case).count() >= 1) == (True, True)


def test_a_call_is_asked_for_by_the_customer_and_stands_in_front_of_us(
    anonymous: Client, as_owner: Client, case: Case
) -> None:
    address = f"/p/{link_token(own_page_of(case, case.customer))}/"
    assert anonymous.post(f"{address}calls/", {"number": "040 123 4567", "soon": "now"}).status_code in {302, 303}
    page = as_owner.get(f"/cases/{case.pk}/").content.decode()
    assert "040 123 4567" in page
