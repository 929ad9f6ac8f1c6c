"""Naming colleagues in notes, and letting them see the case."""

from django.urls import path

from kohtaamo.web.desk.mentions import pages

urlpatterns = [
    path("cases/<int:case_id>/nameable/", pages.nameables, name="case_nameable"),
    path("cases/<int:case_id>/sights/", pages.sights, name="case_sights"),
    path("cases/<int:case_id>/sights/<int:member_id>/removal/", pages.sight_removal, name="case_sight_removal"),
]
