"""Cases that sleep."""

from django.urls import path

from kohtaamo.web.desk.snooze import pages

urlpatterns = [
    path("snoozed/", pages.snoozed, name="snoozed"),
    path("cases/<int:case_id>/sleep/", pages.sleep, name="case_sleep"),
    path("cases/<int:case_id>/waking/", pages.waking, name="case_waking"),
]
