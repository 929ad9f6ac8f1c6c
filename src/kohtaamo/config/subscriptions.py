"""Who listens to what, on one page. Listeners run in the publisher's transaction, in this order."""

SUBSCRIPTIONS: dict[str, list[str]] = {
    "kohtaamo.staff.events.Invited": [
        "kohtaamo.staff.jobs.send_later",
    ],
    "kohtaamo.staff.events.MemberLeft": [
        "kohtaamo.encounters.commands.left.give_back",
    ],
    "kohtaamo.staff.events.TeamClosing": [
        "kohtaamo.encounters.commands.left.hold_team",
    ],
    "kohtaamo.encounters.events.Arrived": [
        "kohtaamo.promises.commands.make.promise_answer",
    ],
    "kohtaamo.encounters.events.Leaving": [
        "kohtaamo.channels.mail.jobs.send_later",
    ],
    "kohtaamo.encounters.events.TakenBack": [
        "kohtaamo.promises.commands.follow.forget_with_message",
    ],
    "kohtaamo.encounters.events.Delivered": [
        "kohtaamo.promises.commands.follow.keep_answer",
    ],
    "kohtaamo.encounters.events.DeliveryFailed": [
        "kohtaamo.promises.commands.follow.fail_confirmation",
    ],
    "kohtaamo.encounters.events.CaseMoved": [
        "kohtaamo.promises.commands.follow.follow_case",
    ],
    "kohtaamo.customers.events.CustomersMerged": [
        "kohtaamo.encounters.merging.move",
        "kohtaamo.promises.merging.move",
    ],
    "kohtaamo.customers.events.MergeUndone": [
        "kohtaamo.encounters.merging.move_back",
        "kohtaamo.promises.merging.move_back",
    ],
}
