"""Hand-overs and what the receiver answers."""

from django.urls import path

from kohtaamo.web.desk.handovers import pages

ONE = "handovers/<int:handover_id>/"

urlpatterns = [
    path("cases/<int:case_id>/handovers/", pages.handovers, name="case_handovers"),
    path("cases/<int:case_id>/handovers/words/", pages.words, name="case_handover_words"),
    path("handovers/", pages.on_today, name="handovers"),
    path(f"{ONE}acceptance/", pages.accepting, name="handover_acceptance"),
    path(f"{ONE}refusal/", pages.declining, name="handover_refusal"),
    path(f"{ONE}recall/", pages.recall, name="handover_recall"),
    path(f"{ONE}sight/", pages.seen, name="handover_sight"),
]
