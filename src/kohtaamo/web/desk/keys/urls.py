from django.urls import path

from kohtaamo.web.desk.keys.pages import keys, revocation

urlpatterns = [
    path("settings/keys/", keys, name="keys"),
    path("settings/keys/<int:key_id>/revocation/", revocation, name="key_revocation"),
]
