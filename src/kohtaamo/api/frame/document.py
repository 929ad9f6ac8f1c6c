"""The OpenAPI 3.1 document: what the framework knows of the operations, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import override
from ninja.openapi.schema import OpenAPISchema

from kohtaamo.api.frame.problems import TYPE
from kohtaamo.staff.choices import Family

if TYPE_CHECKING:
    from ninja import NinjaAPI

    from kohtaamo.api.frame.noun import Manner, Noun

Doc = dict[str, Any]
ABOUT = """Customers, cases, promises and everything else the desk does, for programs. Send the key you made in the
settings as `Authorization: Bearer koht_...`; a program may do what the member of staff it acts as may do, within the
key's scopes. Times are UTC (`2026-11-20T16:40:00Z`), money is in cents, lists come in parts: follow `next`.
Refusals are `application/problem+json` (RFC 9457) with a sentence in the language of `Accept-Language` (fi, sv, en)."""
EVERY = {401: "NoKey", 403: "NotAllowed", 404: "NotFound", 422: "NotAccepted", 429: "TooFast", 503: "Busy"}
READING = {400: "NotReadable", 304: "Unchanged"}
WRITING = {400: "NotReadable", 409: "Conflict", 413: "TooLarge", 415: "NotJson"}
CHANGING = {412: "Changed", 428: "SayWhichOne"}
TOLD = {
    "NotReadable": "The request cannot be read, or a place in a list is not one of ours.",
    "NoKey": "No key, or one that is not in use.",
    "NotAllowed": "The key lacks the scope, or the member of staff the right.",
    "NotFound": "There is nothing here for this member of staff.",
    "Conflict": "Somebody was quicker, or the same act is being done now.",
    "Changed": "It has changed since the version named in If-Match.",
    "TooLarge": "The body or a file in it is too large.",
    "NotJson": "The body is not application/json.",
    "NotAccepted": "Something cannot be taken as it is; `errors` tells of fields.",
    "SayWhichOne": "If-Match is missing.",
    "TooFast": "The key was used too often; wait `Retry-After` seconds.",
    "Busy": "The database is busy; nothing was done.",
}
PROBLEM: Doc = {
    "type": "object",
    "description": "A refusal (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:kohtaamo:problem:not_found"]},
        "title": {"type": "string", "examples": ["Not Found"]},
        "status": {"type": "integer", "examples": [404]},
        "code": {"type": "string", "description": "For programs to branch on.", "examples": ["not_found"]},
        "detail": {"type": "string", "description": "What happened and what to do, for a person."},
        "errors": {
            "type": "array",
            "description": "What is wrong with which field.",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer in the body, or a parameter's name."},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
_TEXT: Doc = {"type": "string"}
HEADERS: Doc = {
    "ETag": {"description": "The version of what is shown.", "schema": _TEXT},
    "Location": {"description": "Address of what was made.", "schema": _TEXT},
    "RateLimit": {"description": "How often the key may still be used, and seconds to the next minute.", "schema": _TEXT},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string", "pattern": "^[0-9]+$"}},
}  # fmt: skip
NAMED: Doc = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "Names the act, so that sent twice it is done once and answered alike for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[A-Za-z0-9._:-]+$"},
    "example": "5c2a6f0e-order-1234",
}  # fmt: skip
VERSION: Doc = {
    "name": "If-Match", "in": "header", "required": True,
    "description": "The ETag of the version you read.", "schema": {"type": "string", "minLength": 1},
    "example": '"0f3b8a..."',
}  # fmt: skip
KNOWN: Doc = {
    "name": "If-None-Match", "in": "header", "required": False,
    "description": "The ETag you have; 304 when nothing has changed.", "schema": {"type": "string"},
    "example": '"0f3b8a..."',
}  # fmt: skip


class _Schema(OpenAPISchema):
    """The framework's document, which would let two shapes of one name overwrite each other."""

    def add_schema_definitions(self, definitions: Doc) -> None:
        for name, shape in definitions.items():
            if self.schemas.setdefault(name, shape) != shape:
                raise ValueError(f"two shapes are called {name}")


def made(api: NinjaAPI, nouns: list[Noun], prefix: str) -> Doc:
    """The document."""
    with override("en"):
        document: Doc = dict(_Schema(api, prefix.strip("/")))
    document["info"] = {
        "title": "Kohtaamo",
        "version": "1",
        "description": ABOUT,
        "license": {"name": "MIT", "identifier": "MIT"},
    }
    document["servers"] = [{"url": settings.URL}]
    document["tags"] = [{"name": noun.name, "description": noun.about} for noun in nouns]
    document["security"] = [{"bearer": []}]
    components = document["components"]
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {name: _response(name, about) for name, about in TOLD.items()}
    components["responses"]["Unchanged"] = {
        "description": "What you have is still so.",
        "headers": {"ETag": HEADERS["ETag"]},
    }
    components["securitySchemes"] = {"bearer": _bearer()}
    for method, operation in _operations(document):
        _complete(method, operation)
    return document


def _operations(document: Doc) -> Iterator[tuple[str, Doc]]:
    for methods in document["paths"].values():
        yield from methods.items()


def _bearer() -> Doc:
    scopes = ", ".join(f"`{family}:read`, `{family}:write`" for family in Family.values)
    return {
        "type": "http",
        "scheme": "bearer",
        "description": f"A key made in the settings. Its scopes are of: {scopes}.",
    }


def _response(name: str, about: str) -> Doc:
    headers = {"Retry-After": HEADERS["Retry-After"]} if name in {"TooFast"} else {}
    content = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": about, "content": content} | ({"headers": headers} if headers else {})


def _complete(method: str, operation: Doc) -> None:
    """Everything that holds by the operation's manner."""
    manner: Manner = operation.pop("x-manner")
    links = operation.pop("x-links")
    refusals = dict(EVERY)
    refusals |= READING if method == "get" else WRITING
    refusals |= CHANGING if manner.is_change else {}
    parameters = operation["parameters"]
    parameters += [KNOWN] if method == "get" else [NAMED] if manner.is_act else [VERSION] if manner.is_change else []
    for parameter in parameters:
        _tidy(parameter)
    for status, answer in operation["responses"].items():
        answer["headers"] = _headers(method, int(status))
        if links and int(status) < 300:
            answer["links"] = links
    operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()} | {
        str(status): {"$ref": f"#/components/responses/{name}"} for status, name in refusals.items()
    }
    if manner.is_file:
        operation["responses"]["200"]["content"] = {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
        }
    if manner.scopes:
        needs = " and ".join(f"`{scope}`" for scope in manner.scopes)
        operation["description"] = f"{operation.get('description', '')} The key needs {needs}.".strip()
        operation["x-scopes"] = list(manner.scopes)


def _headers(method: str, status: int) -> Doc:
    found = {"RateLimit": HEADERS["RateLimit"]}
    if method in {"get", "patch", "put"} and status == 200:
        found["ETag"] = HEADERS["ETag"]
    if status == 201:
        found["Location"] = HEADERS["Location"]
    return found


def _tidy(parameter: Doc) -> None:
    """A parameter left out is left out, never null; examples of a schema are no examples of a parameter."""
    schema = parameter["schema"]
    if "anyOf" in schema:
        kept = [each for each in schema["anyOf"] if each != {"type": "null"}]
        schema.pop("anyOf")
        schema |= kept[0] if len(kept) == 1 else {"anyOf": kept}
    schema.pop("title", None)
    if isinstance(parameter.get("examples"), list):
        parameter["example"] = parameter.pop("examples")[0]
