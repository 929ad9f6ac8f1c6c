"""Lists of cases kept under a name."""

from django.urls import path

from kohtaamo.web.desk.views import pages

urlpatterns = [
    path("views/", pages.views, name="views"),
    path("views/counts/", pages.counts, name="view_counts"),
    path("views/<int:view_id>/", pages.view, name="view"),
    path("views/<int:view_id>/moving/", pages.moving, name="view_moving"),
    path("views/<int:view_id>/removal/", pages.removal, name="view_removal"),
]
