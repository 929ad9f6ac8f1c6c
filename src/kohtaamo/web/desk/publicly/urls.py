"""Promises to everyone."""

from django.urls import path

from kohtaamo.web.desk.publicly import honouring, pages

ONE = "public-promises/<int:public_id>/"

urlpatterns = [
    path("public-promises/", pages.promises, name="public_promises"),
    path("public-promises/new/", pages.new, name="public_promise_new"),
    path("public-promises/file/", pages.intake, name="public_promises_file"),
    path(ONE, pages.promise, name="public_promise"),
    path(f"{ONE}end/", pages.ending, name="public_promise_end"),
    path("cases/<int:case_id>/public-promises/<int:public_id>/", honouring.honouring, name="case_public_promise"),
    path("cases/<int:case_id>/accessibility/", honouring.accessibility, name="case_accessibility"),
]
