"""The pages behind the links of our own mails, and those of allauth's addresses that are not in use here."""

from django.urls import path, re_path

from kohtaamo.web.accounts.assertions import provider_assertion, provider_metadata
from kohtaamo.web.accounts.through import provider, provider_answer
from kohtaamo.web.accounts.views import closed, email_change, invitation, second_step

urlpatterns = [
    path("invitations/<str:token>/", invitation, name="invitation"),
    path("emails/<str:token>/", email_change, name="email_change"),
    path("accounts/second-step/", second_step, name="second_step"),
    path("accounts/providers/<int:provider_id>/", provider, name="provider"),
    path("accounts/providers/<int:provider_id>/answer/", provider_answer, name="provider_answer"),
    path("accounts/providers/<int:provider_id>/assertion/", provider_assertion, name="provider_assertion"),
    path("accounts/providers/<int:provider_id>/metadata/", provider_metadata, name="provider_metadata"),
    re_path(r"^accounts/(?:signup|email|confirm-email|password/set|login/code)/", closed),
]
