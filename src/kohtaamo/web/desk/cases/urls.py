"""The encounter page and the small resources in it."""

from django.urls import path

from kohtaamo.web.desk.cases import (
    assignment,
    attachment,
    decision,
    draft,
    ending,
    fast_lane,
    note,
    original,
    page,
    person,
    presence,
    promise,
    reply,
)

CASE = "cases/<int:case_id>/"

urlpatterns = [
    path(CASE, page.case, name="case"),
    path(f"{CASE}talk/", page.talk, name="case_talk"),
    path(f"{CASE}visitors/", page.visitors, name="case_visitors"),
    path(f"{CASE}visit/", presence.presence, name="case_visit"),
    path(f"{CASE}replies/", reply.replies, name="case_replies"),
    path(f"{CASE}notes/", note.notes, name="case_notes"),
    path(f"{CASE}draft/", draft.draft, name="case_draft"),
    path(f"{CASE}files/", draft.files, name="case_files"),
    path(f"{CASE}files/<int:file_id>/removal/", draft.file_removal, name="case_file_removal"),
    path(f"{CASE}promise-offers/", draft.promise_offers, name="case_promise_offers"),
    path(f"{CASE}messages/<int:message_id>/original/", original.original, name="case_original"),
    path(f"{CASE}attachments/<int:attachment_id>/", attachment.attachment, name="case_attachment"),
    path(f"{CASE}taking/", assignment.taking, name="case_taking"),
    path(f"{CASE}giving/", assignment.giving, name="case_giving"),
    path(f"{CASE}letting-go/", assignment.letting_go, name="case_letting_go"),
    path(f"{CASE}feeling/", ending.feeling, name="case_feeling"),
    path(f"{CASE}fast-lane/", fast_lane.opening, name="case_fast_lane"),
    path(f"{CASE}fast-lane/leaving/", fast_lane.leaving, name="case_fast_lane_leaving"),
    path(f"{CASE}ending/", ending.ending, name="case_ending"),
    path(f"{CASE}reopening/", ending.reopening, name="case_reopening"),
    path(f"{CASE}for-whom/", person.for_whom, name="case_for_whom"),
    path(f"{CASE}calls/<int:call_id>/", person.called, name="case_call"),
    path(f"{CASE}links-closing/", person.links_closed, name="case_links_closing"),
    path(f"{CASE}promises/", promise.promises, name="case_promises"),
    path(f"{CASE}decisions/", decision.decisions, name="case_decisions"),
    path(f"{CASE}decisions/<int:decision_id>/undoing/", decision.undoing, name="case_decision_undoing"),
    path(f"{CASE}decisions/<int:decision_id>/telling/", decision.telling, name="case_decision_telling"),
    path(f"{CASE}decisions/<int:decision_id>/corrections/", decision.corrections, name="case_decision_corrections"),
    path(f"{CASE}requests/", decision.requests, name="case_requests"),
    path(f"{CASE}requests/<int:request_id>/withdrawal/", decision.withdrawal, name="case_request_withdrawal"),
    path("messages/<int:message_id>/recall/", reply.recall, name="message_recall"),
    path("messages/<int:message_id>/sending/", reply.sending, name="message_sending"),
]
