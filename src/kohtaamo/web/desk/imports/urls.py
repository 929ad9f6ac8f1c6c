from django.urls import path

from kohtaamo.web.desk.imports.pages import bad, listing, new, one, progress, stopping, taking

urlpatterns = [
    path("settings/imports/", listing, name="imports"),
    path("settings/imports/new/", new, name="import_new"),
    path("settings/imports/<int:import_id>/", one, name="import"),
    path("settings/imports/<int:import_id>/progress/", progress, name="import_progress"),
    path("settings/imports/<int:import_id>/taking/", taking, name="import_taking"),
    path("settings/imports/<int:import_id>/stopping/", stopping, name="import_stopping"),
    path("settings/imports/<int:import_id>/bad-rows/", bad, name="import_bad_rows"),
]
