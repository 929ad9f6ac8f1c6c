from django.urls import path

from kohtaamo.web.desk.touchpoints import hours_page, location_page, mailbox_consent, mailbox_page, page

urlpatterns = [
    path("touchpoints/", page.touchpoints, name="touchpoints"),
    path("touchpoints/new/", page.touchpoint_edit, name="touchpoint_new"),
    path("touchpoints/<int:touchpoint_id>/", page.touchpoint, name="touchpoint"),
    path("touchpoints/<int:touchpoint_id>/facts/", page.touchpoint_edit, name="touchpoint_edit"),
    path("mailboxes/", mailbox_page.mailbox_list, name="mailboxes"),
    path("mailboxes/new/", mailbox_page.mailbox_new, name="mailbox_new"),
    path("mailboxes/<int:mailbox_id>/", mailbox_page.mailbox_page, name="mailbox"),
    path("mailboxes/<int:mailbox_id>/facts/", mailbox_page.mailbox_edit, name="mailbox_edit"),
    path("mailboxes/consent/", mailbox_consent.consented, name="mailbox_consented"),
    path("mailboxes/<int:mailbox_id>/consent/", mailbox_consent.consent, name="mailbox_consent"),
    path("mailboxes/<int:mailbox_id>/look/", mailbox_page.looking, name="mailbox_look"),
    path("mailboxes/<int:mailbox_id>/beginning/", mailbox_page.beginning, name="mailbox_beginning"),
    path("mailboxes/<int:mailbox_id>/pause/", mailbox_page.pause, name="mailbox_pause"),
    path("mailboxes/<int:mailbox_id>/resumption/", mailbox_page.resumption, name="mailbox_resumption"),
    path("locations/new/", location_page.location_edit, name="location_new"),
    path("locations/<int:location_id>/", location_page.location_edit, name="location"),
    path("hours/new/", hours_page.hours_edit, name="hours_new"),
    path("hours/<int:hours_id>/", hours_page.hours_edit, name="hours"),
    path("hours/<int:hours_id>/exceptions/", hours_page.exception_add, name="hours_exceptions"),
    path(
        "hours/<int:hours_id>/exceptions/<int:exception_id>/removal/",
        hours_page.exception_remove,
        name="hours_exception_remove",
    ),
]
