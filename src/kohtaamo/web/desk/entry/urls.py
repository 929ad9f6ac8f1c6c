from django.urls import path

from kohtaamo.web.desk.entry.pages import account_removal, edit, ending, entry, new, one, policy
from kohtaamo.web.desk.entry.second import second, second_removal

urlpatterns = [
    path("settings/sign-in/", entry, name="entry"),
    path("settings/sign-in/policy/", policy, name="entry_policy"),
    path("settings/sign-in/second/", second, name="entry_second"),
    path("settings/sign-in/second/<int:member_id>/removal/", second_removal, name="entry_second_removal"),
    path("settings/sign-in/new/", new, name="entry_new"),
    path("settings/sign-in/<int:entry_id>/", one, name="entry_one"),
    path("settings/sign-in/<int:entry_id>/edit/", edit, name="entry_edit"),
    path("settings/sign-in/<int:entry_id>/ending/", ending, name="entry_ending"),
    path(
        "settings/sign-in/<int:entry_id>/accounts/<int:account_id>/removal/",
        account_removal,
        name="entry_account_removal",
    ),
]
