from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [
    path("people/", unbuilt, name="people"),
    path("me/", unbuilt, name="me"),
]
