"""The public help pages, open to all."""

from django.urls import path

from kohtaamo.web.help import acts, pages

urlpatterns = [
    path("help/", pages.start, name="help_start"),
    path("help/sitemap.xml", pages.sitemap, name="help_sitemap"),
    path("help/files/<int:article_file>/<str:file_name>", pages.file, name="help_file"),
    path("help/<str:help_language>/", pages.home, name="help"),
    path("help/<str:help_language>/search/", pages.search, name="help_search"),
    path("help/<str:help_language>/write/", acts.write, name="help_write"),
    path("help/<str:help_language>/feed/", pages.feed, name="help_feed"),
    path("help/<str:help_language>/<str:section_slug>/", pages.section, name="help_section"),
    path("help/<str:help_language>/<str:section_slug>/<str:article_slug>/", pages.article, name="help_article"),
    path("help/<str:help_language>/<str:section_slug>/<str:article_slug>/helped/", acts.helped, name="help_helped"),
    path("robots.txt", pages.robots, name="robots"),
]
