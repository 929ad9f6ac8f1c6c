"""Articles at the desk, and those that help in a case."""

from django.urls import path

from kohtaamo.web.desk.knowledge import (
    arranging,
    drafting,
    inserting,
    pages,
    reviewing,
    sections,
    telling,
    versions,
    writing,
)

ONE = "knowledge/<int:article_id>/"
TEXT = f"{ONE}texts/<str:text_language>/"

urlpatterns = [
    path("knowledge/", pages.articles, name="knowledge"),
    path("knowledge/new/", arranging.new, name="article_new"),
    path("knowledge/reviews/", reviewing.reviews, name="article_reviews"),
    path("knowledge/reviews/count/", reviewing.reviews_count, name="article_reviews_count"),
    path("knowledge/sections/", sections.listed, name="article_sections"),
    path("knowledge/sections/new/", sections.new, name="article_section_new"),
    path("knowledge/sections/<int:section_id>/", sections.section, name="article_section"),
    path("knowledge/sections/<int:section_id>/removal/", sections.removal, name="article_section_removal"),
    path("knowledge/sought/", telling.sought, name="sought"),
    path("knowledge/sought/<int:sought_id>/draft/", telling.draft, name="sought_draft"),
    path("knowledge/sought/<int:sought_id>/setting-aside/", telling.aside, name="sought_aside"),
    path("knowledge/feedback/", telling.feedback, name="article_feedback"),
    path("knowledge/feedback/<int:feedback_id>/reading/", telling.reading, name="article_feedback_reading"),
    path(ONE, pages.article, name="article"),
    path(f"{ONE}frame/", arranging.frame, name="article_frame"),
    path(f"{ONE}review/", arranging.review, name="article_review"),
    path(f"{ONE}removal/", arranging.removal, name="article_removal"),
    path(f"{ONE}files/", arranging.files, name="article_files"),
    path(f"{ONE}files/<str:file_name>/", pages.file, name="article_file"),
    path(f"{ONE}files/<str:file_name>/removal/", arranging.file_removal, name="article_file_removal"),
    path(TEXT, writing.text, name="article_text"),
    path(f"{TEXT}draft/", drafting.draft, name="article_draft"),
    path(f"{TEXT}draft/publishing/", drafting.draft_publishing, name="article_draft_publishing"),
    path(f"{TEXT}draft/removal/", drafting.draft_removal, name="article_draft_removal"),
    path(f"{TEXT}publishing/", writing.publishing, name="article_publishing"),
    path(f"{TEXT}withdrawal/", writing.withdrawal, name="article_withdrawal"),
    path(f"{TEXT}versions/", versions.versions, name="article_versions"),
    path(f"{TEXT}versions/<int:version_number>/restoring/", versions.restoring, name="article_restoring"),
    path(f"{TEXT}feedback/", telling.among_us, name="article_told"),
    path("cases/<int:case_id>/articles/", inserting.articles, name="case_articles"),
]
