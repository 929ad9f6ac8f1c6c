"""Who listens to what, on one page. Listeners run in the publisher's transaction, in this order."""

SUBSCRIPTIONS: dict[str, list[str]] = {
    "kohtaamo.platform.unit.UnitCloses": [
        "kohtaamo.targets.commands.running.follow",
        "kohtaamo.targets.jobs.heed_hours",
    ],
    "kohtaamo.targets.events.TargetsChanged": [
        "kohtaamo.targets.jobs.set_out",
    ],
    "kohtaamo.staff.events.Invited": [
        "kohtaamo.staff.jobs.send_later",
    ],
    "kohtaamo.passage.events.RunGoes": [
        "kohtaamo.passage.jobs.set_out",
    ],
    "kohtaamo.passage.events.ImportGoes": [
        "kohtaamo.passage.jobs.set_out_in",
    ],
    "kohtaamo.staff.events.EmailAsked": [
        "kohtaamo.staff.jobs.send_link_later",
    ],
    "kohtaamo.staff.events.EmailChanged": [
        "kohtaamo.staff.jobs.tell_former_later",
    ],
    "kohtaamo.staff.events.MemberLeft": [
        "kohtaamo.encounters.commands.left.give_back",
    ],
    "kohtaamo.staff.events.TeamClosing": [
        "kohtaamo.encounters.commands.left.hold_team",
    ],
    "kohtaamo.encounters.events.Arrived": [
        "kohtaamo.serving.commands.share.share",
        "kohtaamo.encounters.commands.later.hold_back",
        "kohtaamo.promises.commands.make.promise_answer",
        "kohtaamo.serving.commands.snooze.wake_on_arrival",
        "kohtaamo.outreach.jobs.look_at_arrival",
    ],
    "kohtaamo.encounters.events.Noted": [
        "kohtaamo.serving.commands.mention.note_mentions",
    ],
    "kohtaamo.serving.events.ToPush": [
        "kohtaamo.serving.jobs.push_later",
    ],
    "kohtaamo.encounters.events.Leaving": [
        "kohtaamo.channels.mail.jobs.send_later",
    ],
    "kohtaamo.encounters.events.LeavingTogether": [
        "kohtaamo.channels.mail.jobs.send_together_later",
    ],
    "kohtaamo.encounters.events.TakenBack": [
        "kohtaamo.mandates.commands.correct.forget_with_message",
        "kohtaamo.offers.commands.follow.forget_with_message",
        "kohtaamo.promises.commands.follow.forget_with_message",
        "kohtaamo.outreach.commands.follow.taken_back",
        "kohtaamo.promises.commands.open_recovery.reopen_with_message",
    ],
    "kohtaamo.encounters.events.Delivered": [
        "kohtaamo.encounters.commands.later.has_left",
        "kohtaamo.promises.commands.follow.keep_answer",
        "kohtaamo.offers.commands.follow.arrive",
        "kohtaamo.outreach.commands.follow.arrived",
    ],
    "kohtaamo.encounters.events.DeliveryFailed": [
        "kohtaamo.encounters.commands.later.has_failed",
        "kohtaamo.promises.commands.follow.fail_confirmation",
        "kohtaamo.promises.commands.open_recovery.open_for_failure",
        "kohtaamo.offers.commands.follow.fail",
        "kohtaamo.outreach.commands.follow.failed",
    ],
    "kohtaamo.encounters.events.CaseMoved": [
        "kohtaamo.serving.commands.share.pass_on",
        "kohtaamo.promises.commands.follow.follow_case",
        "kohtaamo.promises.commands.open_recovery.follow_case",
    ],
    "kohtaamo.encounters.events.Felt": [
        "kohtaamo.promises.commands.open_recovery.open_after_feeling",
    ],
    "kohtaamo.encounters.events.MatterSet": [
        "kohtaamo.outreach.jobs.look_at_matter",
    ],
    "kohtaamo.outreach.events.CasesWanted": [
        "kohtaamo.outreach.jobs.join_later",
    ],
    "kohtaamo.outreach.events.PeopleWanted": [
        "kohtaamo.outreach.jobs.prepare_later",
    ],
    "kohtaamo.outreach.events.NoticeGoes": [
        "kohtaamo.outreach.jobs.set_out",
    ],
    "kohtaamo.encounters.events.Settling": [
        "kohtaamo.work.commands.fields.hold_back",
    ],
    "kohtaamo.work.events.BulkGoes": [
        "kohtaamo.work.jobs.set_out",
    ],
    "kohtaamo.rules.events.AcknowledgementWanted": [
        "kohtaamo.channels.mail.commands.by_rule.send_for_rule",
    ],
    "kohtaamo.rules.events.TrialGoes": [
        "kohtaamo.rules.jobs.set_out",
    ],
    "kohtaamo.rules.events.UndoingGoes": [
        "kohtaamo.rules.jobs.set_out_undoing",
    ],
    "kohtaamo.customers.events.CustomersMerged": [
        "kohtaamo.encounters.merging.move",
        "kohtaamo.mandates.merging.move",
        "kohtaamo.offers.merging.move",
        "kohtaamo.promises.merging.move",
        "kohtaamo.work.merging.move",
        "kohtaamo.outreach.merging.move",
    ],
    "kohtaamo.customers.events.MergeUndone": [
        "kohtaamo.encounters.merging.move_back",
        "kohtaamo.mandates.merging.move_back",
        "kohtaamo.offers.merging.move_back",
        "kohtaamo.promises.merging.move_back",
        "kohtaamo.work.merging.move_back",
        "kohtaamo.outreach.merging.move_back",
        "kohtaamo.passage.merging.move_back",
    ],
    "kohtaamo.mandates.events.DecisionMade": [
        "kohtaamo.mandates.commands.remedy.await_remedy",
    ],
    "kohtaamo.mandates.events.DecisionCorrected": [
        "kohtaamo.mandates.commands.remedy.await_again",
    ],
    "kohtaamo.platform.connections.events.Taken": [
        "kohtaamo.mandates.commands.report.take_answer",
    ],
    "kohtaamo.platform.connections.events.Missed": [
        "kohtaamo.mandates.commands.report.note_delay",
    ],
    "kohtaamo.mandates.events.RequestMade": [
        "kohtaamo.mandates.jobs.send_later",
    ],
    "kohtaamo.mandates.events.RequestAnswered": [
        "kohtaamo.offers.commands.mandated.take_grant",
    ],
    "kohtaamo.offers.events.OfferAccepted": [
        "kohtaamo.promises.commands.offered.promise_accepted",
    ],
}
