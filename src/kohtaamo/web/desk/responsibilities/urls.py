"""Who owns what."""

from django.urls import path

from kohtaamo.web.desk.responsibilities import pages

urlpatterns = [
    path("me/responsibilities/", pages.mine, name="my_responsibilities"),
    path("people/<int:member_id>/responsibilities/", pages.of_person, name="person_responsibilities"),
    path("matters/", pages.matters, name="matters"),
    path("matters/new/", pages.new_matter, name="matter_new"),
    path("matters/<int:matter_id>/", pages.matter, name="matter"),
    path("cases/<int:case_id>/matter/", pages.case_matter, name="case_matter"),
]
