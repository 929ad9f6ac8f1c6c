from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [
    path("", unbuilt, name="today"),
    path("search/", unbuilt, name="search"),
]
