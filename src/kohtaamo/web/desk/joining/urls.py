"""Cases joined into one, split in two, linked to one another."""

from django.urls import path

from kohtaamo.web.desk.joining import joining, links, splitting

CASE = "cases/<int:case_id>/"

urlpatterns = [
    path(f"{CASE}joining/", joining.joining, name="case_joining"),
    path(f"{CASE}joinings/<int:joining_id>/parting/", joining.parting, name="case_parting"),
    path(f"{CASE}splitting/", splitting.splitting, name="case_splitting"),
    path(f"{CASE}links/", links.links, name="case_links"),
    path(f"{CASE}links/<int:link_id>/removal/", links.removal, name="case_link_removal"),
]
