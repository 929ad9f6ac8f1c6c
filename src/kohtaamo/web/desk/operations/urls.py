from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [
    path("operations/", unbuilt, name="operations"),
]
