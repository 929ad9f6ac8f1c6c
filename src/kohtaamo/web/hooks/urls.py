"""What other systems call."""

from django.urls import path

from kohtaamo.web.hooks.lateness import lateness
from kohtaamo.web.hooks.outcome import outcome

urlpatterns = [
    path("lateness/", lateness, name="hook_lateness"),
    path("decisions/<uuid:public_id>/outcome/", outcome, name="hook_outcome"),
]
