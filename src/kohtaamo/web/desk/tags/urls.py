"""Tags: the words themselves, and those on one case."""

from django.urls import path

from kohtaamo.web.desk.tags import on_case, pages

urlpatterns = [
    path("tags/", pages.tags, name="tags"),
    path("tags/suggestions/", pages.suggestions, name="tag_suggestions"),
    path("tags/<int:tag_id>/", pages.tag, name="tag"),
    path("tags/<int:tag_id>/joining/", pages.joining, name="tag_joining"),
    path("tags/<int:tag_id>/removal/", pages.removal, name="tag_removal"),
    path("cases/<int:case_id>/tags/", on_case.tags, name="case_tags"),
    path("cases/<int:case_id>/tags/<int:tag_id>/removal/", on_case.removal, name="case_tag_removal"),
]
