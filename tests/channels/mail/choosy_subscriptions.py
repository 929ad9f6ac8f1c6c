"""Subscriptions in which listening fails for one sender."""

from __future__ import annotations

from kohtaamo.encounters.events import Arrived


def fail_for_ville(event: Arrived) -> None:
    if event.message.sender_address.startswith("ville"):
        raise ValueError("a listener fell")


SUBSCRIPTIONS = {"kohtaamo.encounters.events.Arrived": ["tests.channels.mail.choosy_subscriptions.fail_for_ville"]}
