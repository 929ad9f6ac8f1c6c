"""Subscriptions in which listening fails."""


def fail(event: object) -> None:
    raise ValueError("a listener fell")


SUBSCRIPTIONS = {"kohtaamo.encounters.events.Arrived": ["tests.channels.mail.failing_subscriptions.fail"]}
