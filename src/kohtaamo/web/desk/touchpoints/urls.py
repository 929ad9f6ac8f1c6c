from django.urls import path

from kohtaamo.web.desk.touchpoints import hours_page, location_page, page

urlpatterns = [
    path("touchpoints/", page.touchpoints, name="touchpoints"),
    path("touchpoints/new/", page.touchpoint_edit, name="touchpoint_new"),
    path("touchpoints/<int:touchpoint_id>/", page.touchpoint, name="touchpoint"),
    path("touchpoints/<int:touchpoint_id>/facts/", page.touchpoint_edit, name="touchpoint_edit"),
    path("locations/new/", location_page.location_edit, name="location_new"),
    path("locations/<int:location_id>/", location_page.location_edit, name="location"),
    path("hours/new/", hours_page.hours_edit, name="hours_new"),
    path("hours/<int:hours_id>/", hours_page.hours_edit, name="hours"),
    path("hours/<int:hours_id>/exceptions/", hours_page.exception_add, name="hours_exceptions"),
    path("hours/<int:hours_id>/exceptions/<int:exception_id>/removal/", hours_page.exception_remove, name="hours_exception_remove"),
]
