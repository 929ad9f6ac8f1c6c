"""Saved answers: the pages that keep them, and putting one into what is being written."""

from django.urls import path

from kohtaamo.web.desk.answers import alike, inserting, pages

urlpatterns = [
    path("answers/", pages.answers, name="answers"),
    path("answers/alike/", alike.alike, name="answers_alike"),
    path("answers/alike/<int:pattern_id>/", alike.one, name="answer_alike"),
    path("answers/new/", pages.new, name="answer_new"),
    path("answers/<int:answer_id>/", pages.answer, name="answer"),
    path("answers/<int:answer_id>/removal/", pages.removal, name="answer_removal"),
    path("cases/<int:case_id>/saved-answers/", inserting.saved, name="case_saved_answers"),
]
