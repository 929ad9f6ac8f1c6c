from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [
    path("cases/", unbuilt, name="cases"),
    path("cases/<int:case_id>/", unbuilt, name="case"),
    path("meetings/new/", unbuilt, name="meeting_new"),
]
