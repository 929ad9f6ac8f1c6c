from django.urls import path

from kohtaamo.web.unbuilt import unbuilt

urlpatterns = [path("<str:token>/", unbuilt, name="porch")]
