from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [
    path("touchpoints/", unbuilt, name="touchpoints"),
]
