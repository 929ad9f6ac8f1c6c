"""Recoveries, and the systems that tell us of lateness."""

from django.urls import path

from kohtaamo.web.desk.recoveries import hooks, late, pages, placing

ONE = "recoveries/<int:recovery_id>/"

urlpatterns = [
    path("recoveries/", pages.recoveries, name="recoveries"),
    path("recoveries/line/", pages.on_today, name="recoveries_line"),
    path("recoveries/lessons/", pages.learning, name="recovery_lessons"),
    path(ONE, pages.recovery, name="recovery"),
    path(f"{ONE}letter/", pages.letter, name="recovery_letter"),
    path(f"{ONE}closing/", pages.closing, name="recovery_closing"),
    path("latenesses/<int:lateness_id>/", placing.placing, name="lateness"),
    path("latenesses/<int:lateness_id>/end/", placing.leaving, name="lateness_end"),
    path("touchpoints/<int:touchpoint_id>/late-answers/", late.late_answers, name="late_answers"),
    path("settings/hooks/", hooks.hooks, name="hooks"),
    path("settings/hooks/<int:hook_id>/end/", hooks.ending, name="hook_end"),
]
