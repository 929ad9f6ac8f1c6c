from django.urls import path

from kohtaamo.web.desk.settings.home import home

urlpatterns = [path("settings/", home, name="settings")]
