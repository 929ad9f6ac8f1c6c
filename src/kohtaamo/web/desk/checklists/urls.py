"""Checklists: written in settings, gone through in cases."""

from django.urls import path

from kohtaamo.web.desk.checklists import going_through, writing

urlpatterns = [
    path("checklists/", writing.checklists, name="checklists"),
    path("checklists/new/", writing.new, name="checklist_new"),
    path("checklists/<int:checklist_id>/", writing.checklist, name="checklist"),
    path("cases/<int:case_id>/steps/", going_through.steps, name="case_steps"),
    path("cases/<int:case_id>/steps/ticking/", going_through.ticking, name="case_step_ticking"),
    path("cases/<int:case_id>/steps/removal/", going_through.removal, name="case_step_removal"),
]
