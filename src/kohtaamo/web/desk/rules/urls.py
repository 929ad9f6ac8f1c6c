"""Rules: written, tried, switched on, and what they did."""

from django.urls import path

from kohtaamo.web.desk.rules import log, trying, undoing, writing

urlpatterns = [
    path("rules/", writing.rules, name="rules"),
    path("rules/new/", writing.new, name="rule_new"),
    path("rules/log/", log.log, name="rules_log"),
    path("rules/<int:rule_id>/", writing.rule, name="rule"),
    path("rules/<int:rule_id>/switch/", writing.switching, name="rule_switch"),
    path("rules/<int:rule_id>/place/", writing.placing, name="rule_place"),
    path("rules/<int:rule_id>/removal/", writing.removal, name="rule_removal"),
    path("rules/<int:rule_id>/trials/", trying.trials, name="rule_trials"),
    path("rules/<int:rule_id>/trials/<int:trial_id>/", trying.trial, name="rule_trial"),
    path("rules/<int:rule_id>/log/", log.rule_log, name="rule_log"),
    path("rules/<int:rule_id>/firings/<int:firing_id>/again/", log.again, name="rule_again"),
    path("rules/<int:rule_id>/firings/<int:firing_id>/leaving/", log.leaving, name="rule_leaving"),
    path("rules/<int:rule_id>/firings/<int:firing_id>/undoing/", undoing.undo_one, name="rule_undo"),
    path("rules/<int:rule_id>/undoings/", undoing.undoings, name="rule_undoings"),
    path("rules/<int:rule_id>/undoings/<int:undoing_id>/", undoing.undoing_of_many, name="rule_undoing"),
]
