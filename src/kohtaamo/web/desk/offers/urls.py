"""Offers, their templates and customers' contracts."""

from django.urls import path

from kohtaamo.web.desk.offers import contracts, editor, one, patterns, register

ONE = "offers/<int:offer_id>/"

urlpatterns = [
    path("cases/<int:case_id>/offers/", editor.beginning, name="case_offers"),
    path("offers/", register.register, name="offers"),
    path("offers/templates/", patterns.listing, name="offer_templates"),
    path("offers/templates/new/", patterns.one, name="offer_template_new"),
    path("offers/templates/<int:template_id>/", patterns.one, name="offer_template"),
    path(ONE, one.offer, name="offer"),
    path(f"{ONE}totals/", editor.totals, name="offer_totals"),
    path(f"{ONE}requests/", editor.asked, name="offer_requests"),
    path(f"{ONE}document/", one.paper, name="offer_document"),
    path(f"{ONE}revision/", editor.revision, name="offer_revision"),
    path(f"{ONE}removal/", editor.removal, name="offer_removal"),
    path(f"{ONE}withdrawal/", one.withdrawal, name="offer_withdrawal"),
    path(f"{ONE}declining/", one.declining, name="offer_declining"),
    path(f"{ONE}acceptance/", one.acceptance, name="offer_acceptance"),
    path("customers/<int:customer_id>/contracts/", contracts.listing, name="customer_contracts"),
    path("customers/<int:customer_id>/offers/", contracts.offering, name="customer_offers"),
    path("contracts/<int:contract_id>/", contracts.one, name="contract"),
    path("contracts/<int:contract_id>/end/", contracts.ending, name="contract_end"),
    path("contracts/<int:contract_id>/call/", contracts.calling, name="contract_call"),
]
