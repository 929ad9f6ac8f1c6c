"""Forwarding a message of a case."""

from django.urls import path

from kohtaamo.web.desk.forward import pages

urlpatterns = [
    path("cases/<int:case_id>/messages/<int:message_id>/forwarding/", pages.forwarding, name="message_forwarding"),
    path("cases/<int:case_id>/addresses/", pages.addresses, name="case_addresses"),
]
