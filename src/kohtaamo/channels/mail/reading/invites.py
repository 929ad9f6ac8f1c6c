"""What a calendar invitation says, in a few lines (RFC 5545)."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_EVENT = re.compile(r"^BEGIN:VEVENT\s*$(.*?)(?:^END:VEVENT|\Z)", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_LINE = re.compile(r"^([A-Za-z-]+)((?:;[^:;\"=]+=(?:\"[^\"]*\"|[^:;\"]*))*):(.*)$", re.MULTILINE)
_ZONE = re.compile(r";TZID=\"?([^;:\"]+)", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z?))?")
_ESCAPE = re.compile(r"\\([nN\\,;])")


def invite_text(calendar: str) -> str:
    """Summary, start and end, place, description of the first event, a line each; empty when there is no event."""
    event = _EVENT.search(_FOLD.sub("", calendar.replace("\r\n", "\n")))
    if event is None:
        return ""
    fields: dict[str, tuple[str, str]] = {}
    for name, params, value in _LINE.findall(event[1]):
        fields.setdefault(name.upper(), (params, value.strip()))
    start, end = (_moment(*fields.get(name, ("", ""))) for name in ("DTSTART", "DTEND"))
    words = [_plain(fields.get(name, ("", ""))[1]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")]
    lines = [words[0], " – ".join(filter(None, (start, end))), *words[1:]]
    return "\n".join(filter(None, lines))


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _moment(params: str, value: str) -> str:
    found = _MOMENT.match(value)
    if found is None:
        return value
    year, month, day, hour, minute, universal = found.groups()
    zone = _ZONE.search(params)
    name = "UTC" if universal else zone[1] if zone else ""
    clock = f" {hour}:{minute}" if hour else ""
    return f"{year}-{month}-{day}{clock}" + (f" ({name})" if name and clock else "")
