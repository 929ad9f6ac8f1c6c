from django.urls import path

from kohtaamo.web.desk.retention import holding
from kohtaamo.web.desk.retention.pages import changing, ending, listing, new, one, progress, running, turning

urlpatterns = [
    path("settings/retention/", listing, name="retention"),
    path("settings/retention/new/", new, name="retention_new"),
    path("settings/retention/holds/", holding.listing, name="holds"),
    path("settings/retention/holds/<int:hold_id>/ending/", holding.ending, name="hold_ending"),
    path("settings/retention/<int:retention_id>/", one, name="retention_rule"),
    path("settings/retention/<int:retention_id>/change/", changing, name="retention_change"),
    path("settings/retention/<int:retention_id>/turning/", turning, name="retention_turning"),
    path("settings/retention/<int:retention_id>/running/", running, name="retention_running"),
    path("settings/retention/<int:retention_id>/progress/", progress, name="retention_progress"),
    path("settings/retention/<int:retention_id>/ending/", ending, name="retention_ending"),
]
