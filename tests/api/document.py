"""Walking the document: every operation with its address, and a body its shape allows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kohtaamo.api.frame.book import document
from kohtaamo.platform.time import now

DOCUMENT: dict[str, Any] = json.loads(document())
GAP = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    method: str
    path: str
    told: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.told["operationId"])

    @property
    def gaps(self) -> list[str]:
        return GAP.findall(self.path)

    def address(self, ids: Mapping[str, int]) -> str:
        return GAP.sub(lambda gap: str(ids[gap[1]]), self.path)

    def body(self, ids: Mapping[str, int]) -> Any:
        """A body with what is needed; numbers of known things where the names say so."""
        content = self.told.get("requestBody", {}).get("content", {})
        return sample(content["application/json"]["schema"], ids) if content else None


def operations() -> Iterator[Operation]:
    for path, methods in DOCUMENT["paths"].items():
        for method, told in methods.items():
            yield Operation(method.upper(), path, told)


def sample(schema: dict[str, Any], ids: Mapping[str, int], name: str = "") -> Any:
    """Something the schema allows."""
    if "$ref" in schema:
        return sample(DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], ids, name)
    for several in ("allOf", "anyOf"):
        if several in schema:
            return sample(schema[several][0], ids, name)
    if "enum" in schema:
        return next(each for each in schema["enum"] if each != "")
    if "const" in schema:
        return schema["const"]
    if name in ids:
        return ids[name]
    return _plain(schema, ids)


def _plain(schema: dict[str, Any], ids: Mapping[str, int]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {})
        return {each: sample(properties[each], ids, each) for each in schema.get("required", [])}
    if kind == "array":
        return [sample(schema["items"], ids)] if schema.get("minItems") else []
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return True
    if schema.get("format") == "date-time":
        return (now() + timedelta(days=1)).isoformat()
    if schema.get("format") == "date":
        return (now() + timedelta(days=1)).date().isoformat()
    return (schema.get("examples") or ["Hei"])[0]
