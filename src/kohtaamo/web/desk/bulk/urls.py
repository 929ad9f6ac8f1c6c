"""Many cases changed at once."""

from django.urls import path

from kohtaamo.web.desk.bulk import pages

urlpatterns = [
    path("bulk/", pages.bulks, name="bulks"),
    path("bulk/<int:bulk_id>/", pages.bulk, name="bulk"),
    path("bulk/<int:bulk_id>/progress/", pages.progress, name="bulk_progress"),
    path("bulk/<int:bulk_id>/stopping/", pages.stopping, name="bulk_stopping"),
    path("bulk/<int:bulk_id>/going-on/", pages.going_on, name="bulk_going_on"),
    path("bulk/<int:bulk_id>/undoing/", pages.undoing, name="bulk_undoing"),
]
