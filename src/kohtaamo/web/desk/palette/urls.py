"""The palette: one field that goes anywhere."""

from django.urls import path

from kohtaamo.web.desk.palette import pages

urlpatterns = [path("palette/", pages.palette, name="palette")]
