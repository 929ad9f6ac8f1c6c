"""What other systems call."""

from django.urls import path

from kohtaamo.web.hooks.lateness import lateness

urlpatterns = [path("lateness/", lateness, name="hook_lateness")]
