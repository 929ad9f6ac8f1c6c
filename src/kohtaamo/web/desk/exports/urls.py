from django.urls import path

from kohtaamo.web.desk.exports.pages import download, exports_page, one, progress, stopping

urlpatterns = [
    path("settings/exports/", exports_page, name="exports"),
    path("settings/exports/<int:export_id>/", one, name="export"),
    path("settings/exports/<int:export_id>/progress/", progress, name="export_progress"),
    path("settings/exports/<int:export_id>/stopping/", stopping, name="export_stopping"),
    path("settings/exports/<int:export_id>/archive/", download, name="export_archive"),
]
