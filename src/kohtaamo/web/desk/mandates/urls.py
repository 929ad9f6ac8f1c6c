"""Mandates, requests for more, and what decisions teach."""

from django.urls import path

from kohtaamo.web.desk.mandates import kinds, learning, mandates, mine, remedies, requests

urlpatterns = [
    path("me/mandates/", mine.my_mandates, name="my_mandates"),
    path("mandates/", mandates.listing, name="mandates"),
    path("mandates/<int:mandate_id>/ending/", mandates.ending, name="mandate_ending"),
    path("mandates/kinds/", kinds.listing, name="decision_kinds"),
    path("mandates/kinds/<int:kind_id>/", kinds.one, name="decision_kind"),
    path("requests/", requests.listing, name="requests"),
    path("requests/waiting/", requests.waiting, name="requests_waiting"),
    path("requests/<int:request_id>/", requests.one, name="request"),
    path("requests/<int:request_id>/answer/", requests.answer, name="request_answer"),
    path("remedies/", remedies.listing, name="remedies"),
    path("remedies/line/", remedies.on_today, name="remedies_line"),
    path("remedies/<int:remedy_id>/", remedies.one, name="remedy"),
    path("remedies/<int:remedy_id>/again/", remedies.again, name="remedy_again"),
    path("remedies/<int:remedy_id>/done/", remedies.done, name="remedy_done"),
    path("decisions/", learning.learning, name="decisions"),
    path("decisions/proposals/<int:mandate_id>/", learning.proposal, name="decision_proposal"),
]
