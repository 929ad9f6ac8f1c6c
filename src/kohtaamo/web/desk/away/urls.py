"""Being away, and how teams share their work."""

from django.urls import path

from kohtaamo.web.desk.away import pages

urlpatterns = [
    path("me/away/", pages.away, name="away"),
    path("absences/<int:absence_id>/ending/", pages.ending, name="absence_ending"),
    path("sharing/", pages.sharing, name="sharing"),
]
