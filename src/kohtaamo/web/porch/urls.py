from django.urls import path

from kohtaamo.web.porch import acts, offers
from kohtaamo.web.porch.page import page

urlpatterns = [
    path("<str:token>/", page, name="porch"),
    path("<str:token>/messages/", acts.message, name="porch_message"),
    path("<str:token>/calls/", acts.call, name="porch_call"),
    path("<str:token>/manner/", acts.manner, name="porch_manner"),
    path("<str:token>/files/<int:attachment_id>/", acts.attachment, name="porch_file"),
    path("<str:token>/offers/<int:offer_id>/", offers.offer, name="porch_offer"),
    path("<str:token>/offers/<int:offer_id>/document/", offers.document, name="porch_offer_document"),
    path("<str:token>/offers/<int:offer_id>/acceptance/", offers.acceptance, name="porch_offer_acceptance"),
    path("<str:token>/offers/<int:offer_id>/declining/", offers.declining, name="porch_offer_declining"),
]
