"""The whole interface in one book: every noun's addresses, and the document that tells of them. Made on first use."""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kohtaamo.api.frame.bodies import Reader
from kohtaamo.api.frame.document import made
from kohtaamo.api.frame.noun import Noun
from kohtaamo.api.frame.versions import Writer
from kohtaamo.platform.errors import NotFound

PREFIX = "/api/v1"
DOCUMENT = f"{PREFIX}/openapi.json"
NOUNS = (
    "me",
    "customers",
    "merges",
    "steps",
    "cases",
    "messages",
    "promises",
    "handovers",
    "recoveries",
    "decisions",
    "publicly",
    "causes",
    "touchpoints",
    "people",
    "search",
    "journal",
    "remedies",
    "connections",
    "tags",
    "joinings",
    "views",
    "bulks",
    "fields",
    "checklists",
    "rule_firings",
    "rules",
    "targets",
    "offers",
    "offer_answers",
    "offer_templates",
    "contracts",
    "serving",
    "articles",
    "article_drafts",
    "sought",
    "article_feedback",
    "operations",
    "imports",
    "exports",
    "retention",
)


@cache
def book() -> NinjaAPI:
    """The framework's object with every noun in it; refusals are not answered there but raised."""
    api = NinjaAPI(
        title="Kohtaamo", version="1", urls_namespace="kohtaamo-api", openapi_url=None, docs_url=None,
        parser=Reader(), renderer=Writer(),
    )  # fmt: skip
    for refusal in (Exception, NotFound, HttpError, ValidationError):
        api.add_exception_handler(refusal, _raised)
    for noun in nouns():
        api.add_router("", noun.router)
    return api


def nouns() -> list[Noun]:
    """Every noun in the order of the document."""
    return [import_module(f"kohtaamo.api.{name}").noun for name in NOUNS]


def _raised(request: HttpRequest, refusal: Exception | type[Exception]) -> HttpResponse:
    raise refusal


@cache
def resolver() -> URLResolver:
    """The addresses under ``PREFIX``."""
    patterns, _app, _namespace = book().urls
    return URLResolver(RegexPattern(rf"^{PREFIX}/"), patterns)


@cache
def document() -> bytes:
    """The OpenAPI document as JSON."""
    return json.dumps(made(book(), nouns(), PREFIX), ensure_ascii=False, separators=(",", ":")).encode()
