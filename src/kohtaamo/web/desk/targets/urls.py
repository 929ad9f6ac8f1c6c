"""Answer-time targets by touchpoint and kind of matter."""

from django.urls import path

from kohtaamo.web.desk.targets import views

urlpatterns = [
    path("targets/", views.targets, name="targets"),
    path("targets/new/", views.new, name="target_new"),
    path("targets/<int:target_id>/", views.target, name="target"),
]
