"""The invitation's page, and those of allauth's addresses that are not in use here."""

from django.urls import path, re_path

from kohtaamo.web.accounts.views import closed, invitation

urlpatterns = [
    path("invitations/<str:token>/", invitation, name="invitation"),
    re_path(r"^accounts/(?:signup|email|confirm-email|password/set|login/code)/", closed),
]
