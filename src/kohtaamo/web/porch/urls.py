from django.urls import path

from kohtaamo.web.porch import acts
from kohtaamo.web.porch.page import page

urlpatterns = [
    path("<str:token>/", page, name="porch"),
    path("<str:token>/messages/", acts.message, name="porch_message"),
    path("<str:token>/calls/", acts.call, name="porch_call"),
    path("<str:token>/manner/", acts.manner, name="porch_manner"),
    path("<str:token>/files/<int:attachment_id>/", acts.attachment, name="porch_file"),
]
