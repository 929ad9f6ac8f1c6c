"""The systems we tell what happens."""

from django.urls import path

from kohtaamo.web.desk.connections import acts, pages

ONE = "settings/connections/<int:connection_id>/"
EVENT = f"{ONE}events/<int:dispatch_id>/"

urlpatterns = [
    path("settings/connections/", pages.listing, name="connections"),
    path("settings/connections/new/", pages.new, name="connection_new"),
    path(ONE, pages.one, name="connection"),
    path(f"{ONE}edit/", pages.edit, name="connection_edit"),
    path(f"{ONE}decisions/", pages.fulfilling, name="connection_decisions"),
    path(f"{ONE}pause/", acts.pausing, name="connection_pause"),
    path(f"{ONE}resumption/", acts.resumption, name="connection_resumption"),
    path(f"{ONE}secret/", acts.new_secret, name="connection_secret"),
    path(f"{ONE}test/", acts.test, name="connection_test"),
    path(f"{ONE}ending/", acts.ending, name="connection_ending"),
    path(f"{ONE}failures/", acts.all_again, name="connection_failures"),
    path(EVENT, acts.dispatch, name="dispatch"),
    path(f"{EVENT}again/", acts.again, name="dispatch_again"),
    path(f"{EVENT}end/", acts.unsent, name="dispatch_unsent"),
]
