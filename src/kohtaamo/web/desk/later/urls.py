"""Messages that leave later: where they are listed, and changing when."""

from django.urls import path

from kohtaamo.web.desk.later import pages

urlpatterns = [
    path("later/", pages.later, name="later"),
    path("messages/<int:message_id>/leaving/", pages.leaving, name="message_leaving"),
]
