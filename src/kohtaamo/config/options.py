"""Every setting, once: its environment name, type, default and what it is for.

``docs/operations.md`` lists the same table; a test compares the two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class WrongOption(ValueError):
    """A setting has a value that cannot work; the message names it and the remedy."""


@dataclass(frozen=True)
class Option:
    """One setting. ``read`` turns the text into a value or raises ``ValueError`` with the remedy."""

    name: str
    default: str
    read: Callable[[str], object]
    about: str
    secret: bool = False


def _flag(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in {"1", "true", "yes", "on"}:
        return True
    if lowered in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("write yes or no")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"\d+", text.strip()) or not low <= int(text) <= high:
            raise ValueError(f"write a whole number from {low} to {high}")
        return int(text)

    return read


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError) as problem:
        raise ValueError("write a time zone such as Europe/Helsinki") from problem
    return text


def _language(text: str) -> str:
    if text not in {"fi", "sv", "en"}:
        raise ValueError("write fi, sv or en")
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+(/[^\s]*)?", text):
        raise ValueError("write an address such as https://kohtaamo.example.org")
    return text.rstrip("/")


def _database(text: str) -> str:
    if text and not text.startswith(("postgresql://", "postgres://", "sqlite:///")):
        raise ValueError("write postgresql://user:password@host:5432/name, or leave empty for the embedded database")
    return text


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"write {', '.join(words[:-1])} or {words[-1]}")
        return text

    return read


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


OPTIONS: tuple[Option, ...] = (
    Option("DATA", "data", _folder, "Folder for the database, large files and the generated secret key."),
    Option(
        "WORDS",
        "",
        str,
        "Folder for the dictionaries, made ready at the first start; empty: `words` in the data folder.",
    ),
    Option("DATABASE_URL", "", _database, "PostgreSQL address; empty means the embedded SQLite file.", secret=True),
    Option("SECRET_KEY", "", str, "Signing key; generated into the data folder when empty.", secret=True),
    Option("URL", "http://127.0.0.1:8000", _url, "Where people reach this system; used in links and for cookies."),
    Option("HOSTS", "", _words, "Host names answered besides the one in URL, comma separated."),
    Option("BIND", "127.0.0.1:8000", str, "Address and port the server listens on."),
    Option("PROCESSES", "1", _whole(1, 64), "Server processes; more than one needs PostgreSQL and `kohtaamo worker`."),
    Option("ORGANISATION", "Kohtaamo", str, "The organisation's name as customers see it."),
    Option("LANGUAGE", "fi", _language, "Default language of pages and of mails to customers: fi, sv or en."),
    Option("TIME_ZONE", "Europe/Helsinki", _zone, "Default time zone."),
    Option("PHONE", "", str, "The number customers may call; shown on their pages."),
    Option("COUNTRY", "FI", str, "Country for phone numbers without a prefix and for public holidays."),
    Option("MAIL_FROM", "kohtaamo@localhost", str, "Sender of the system's own mails, such as invitations."),
    Option(
        "SMTP_URL", "", str, "smtp://user:password@host:587 for the system's own mails; empty logs them.", secret=True
    ),
    Option(
        "INTAKE_BIND",
        "",
        str,
        "Address and port of the built-in SMTP intake, such as 0.0.0.0:2525; empty turns it off.",
    ),
    Option(
        "MAX_MAIL_MB",
        "60",
        _whole(1, 1000),
        "Largest mail taken in, in megabytes; larger ones are refused with a reason.",
    ),
    Option("MAX_UPLOAD_MB", "60", _whole(1, 1000), "Largest attachment a person may upload, in megabytes."),
    Option("API_RATE", "600", _whole(1, 1_000_000), "How often one key may be used in a minute."),
    Option("UNDO_SECONDS", "15", _whole(0, 120), "How long a sent message waits so that it can be taken back."),
    Option("LINK_DAYS", "180", _whole(1, 3650), "How long a customer's own page stays open after the last message."),
    Option("BEHIND_PROXY", "no", _flag, "Trust X-Forwarded-For and X-Forwarded-Proto from the server in front."),
    Option("MIGRATE", "yes", _flag, "Bring the database to this version when one serving process starts."),
    Option("BACKGROUND", "yes", _flag, "Run jobs, mail fetching and clocks inside `kohtaamo serve`."),
    Option("DEBUG", "no", _flag, "Developer pages. Never in use with real customers."),
    Option("LOG_LEVEL", "INFO", str, "DEBUG, INFO, WARNING or ERROR."),
    Option("LOG_FORMAT", "line", _one_of("line", "json"), "How the log is written: line, or json (one object a line)."),
    Option("LOG_REQUESTS", "no", _flag, "A line in the log for each request: route, status, milliseconds, who."),
    Option(
        "METRICS",
        "off",
        _one_of("off", "loopback", "token"),
        "Who may read `/metrics`: nobody (off), this machine (loopback), or whoever has the token.",
    ),
    Option("METRICS_TOKEN", "", str, "The bearer token for `/metrics`, when METRICS is token.", secret=True),
    Option(
        "INTERNAL_HOSTS",
        "",
        _words,
        "Internal servers (mail, receivers of events) the system may connect to, comma separated; others are guarded.",
    ),
    Option(
        "AUTHSERV_IDS",
        "",
        _words,
        "Names of mail servers of ours whose Authentication-Results headers are believed, comma separated.",
    ),
)


def read_options(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every option by name, read from ``KOHTAAMO_*`` (or from the file named by ``KOHTAAMO_*_FILE``).

    Raises ``WrongOption`` naming the first setting that cannot work, with the remedy, and for unknown names.
    """
    known = {option.name for option in OPTIONS}
    for key in environment:
        if key.startswith("KOHTAAMO_") and key.removeprefix("KOHTAAMO_").removesuffix("_FILE") not in known:
            raise WrongOption(f"{key}: there is no such setting. See docs/operations.md for the list.")
    return {option.name: _read_one(option, environment) for option in OPTIONS}


def _read_one(option: Option, environment: Mapping[str, str]) -> object:
    name = f"KOHTAAMO_{option.name}"
    text = environment.get(name, option.default)
    if file := environment.get(f"{name}_FILE"):
        try:
            text = Path(file).read_text().strip()
        except OSError as problem:
            raise WrongOption(f"{name}_FILE: {problem.strerror}. Name a file this user may read.") from problem
    try:
        return option.read(text)
    except ValueError as problem:
        shown = "the value" if option.secret else repr(text)
        raise WrongOption(f"{name}: {shown} cannot be used; {problem}.") from problem
