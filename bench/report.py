"""The figures as a page, each beside its goal."""

from __future__ import annotations

from datetime import date
from typing import Any

GOALS = {"Search, lead of all": 80.0, "Search, one team": 80.0}
PAGE_GOAL = 40.0


def report(results: list[dict[str, Any]], killed: list[dict[str, Any]], day: date, machine: str) -> str:
    """Markdown: a table of pages, one of the rest, and one of notices whose worker was killed."""
    results = sorted(results, key=lambda r: (r["database"], r["encounters"]))
    names = [f"{r['database']} {r['encounters']:,}" for r in results]
    lines = [
        "# What we measured",
        "",
        f'Measured {day:%Y-%m-%d} on {machine}. Repeat with `make bench` (`SIZES="10000" make bench` for the small one).',
        "",
        "Server time of the whole request in milliseconds, median / 95th percentile.",
        "",
        f"| page | goal p95 | {' | '.join(names)} |",
        f"|---|---|{'---|' * len(names)}",
    ]
    for page in max((r["pages"] for r in results), key=len, default={}):
        cells = [_page(r["pages"].get(page)) for r in results]
        lines.append(f"| {page} | {GOALS.get(page, PAGE_GOAL):.0f} | {' | '.join(cells)} |")
    lines += ["", f"| work | goal | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    rows = [
        ("mail intake, parse to commit, a second", "300", lambda r: _rate(r["intake"]["bulk"])),
        ("the same one by one", "", lambda r: _rate(r["intake"]["single"])),
        ("mails given / stored", "equal", lambda r: " and ".join(_counts(one) for one in r["intake"].values())),
        ("a notice to 50,000 who wait, prepared, s", "30", lambda r: _prepared(r.get("notice"))),
        ("its messages written / handed over, a second", "", lambda r: _told(r.get("notice"))),
        ("10,000 cases tagged at once / put back, a second", "", lambda r: _bulk(r.get("large"))),
        ("two long customers made one / parted, s", "", lambda r: _merge(r.get("large"))),
        ("everything taken out, rows a second", "", lambda r: _export(r.get("large"))),
        ("message to screen, p95 ms", "150", lambda r: f"{r['live']['p95_ms']:.0f} ({r['live']['streams']} streams)"),
        ("50 people at once: read / write, median and p95 ms", "", lambda r: _people(r.get("people"))),
        ("start to ready, s", "2", lambda r: f"{r['ready_s']:.1f}"),
        ("memory at rest, MB", "200", lambda r: f"{r['memory_mb']:.0f}"),
        ("building the data set, min", "", lambda r: f"{r['built_in'] / 60:.1f}"),
    ]
    lines += [f"| {what} | {goal} | {' | '.join(shown(r) for r in results)} |" for what, goal, shown in rows]
    return "\n".join([*lines, *_killed(killed)]) + "\n"


def _killed(results: list[dict[str, Any]]) -> list[str]:
    if not results:
        return []
    head = ("database", "people", "kills", "prepared, s", "told, s", "left to a person", "told", "twice", "never")
    keys = ("database", "people", "kills", "prepared_s", "told_s", "in_doubt", "told", "twice", "never")
    rows = [" | ".join(_figure(one[key]) for key in keys) for one in results]
    return [
        "", "One notice, its worker killed with -9 in the middle and started again (`python -m bench killed sqlite 50000`).",
        "A mail that may have left at a kill is left to a person, who finds out.", "",
        f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {row} |" for row in rows),
    ]  # fmt: skip


def _figure(value: float | str) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value


def _rate(intake: dict[str, float]) -> str:
    return f"{intake['per_second']:.0f} ({intake['cpu_ms']:.1f} ms CPU each)"


def _counts(intake: dict[str, float]) -> str:
    return f"{intake['given']:.0f} / {intake['stored']:.0f}"


def _people(people: dict[str, Any] | None) -> str:
    if not people:
        return "–"
    read, write = (f"{median:.0f}–{high:.0f}" for median, high in (people["read"], people["write"]))
    failed = sum(people["failed"].values())
    return f"{read} / {write} ({people['per_second']:.0f} acts a second, {failed} failed)"


def _page(taken: list[float] | None) -> str:
    """A dash where an older measurement did not have the page."""
    return f"{taken[0]:.0f} / {taken[1]:.0f}" if taken else "–"


def _bulk(large: dict[str, float] | None) -> str:
    return f"{large['bulk_per_second']:.0f} / {large['undone_per_second']:.0f}" if large else "–"


def _merge(large: dict[str, float] | None) -> str:
    return f"{large['merge_s']:.1f} / {large['unmerge_s']:.1f} ({large['merge_cases']:,} cases)" if large else "–"


def _export(large: dict[str, float] | None) -> str:
    if large is None:
        return "–"
    rows, took = large["export_rows"], large["export_s"]
    return f"{rows / took:,.0f} ({rows:,} rows, {large['export_mb']:,.0f} MB)"


def _prepared(notice: dict[str, float] | None) -> str:
    """A dash where an older measurement has none."""
    return f"{notice['prepared_s']:.1f} ({notice['prepared_cpu_s']:.1f} s CPU)" if notice else "–"


def _told(notice: dict[str, float] | None) -> str:
    if notice is None:
        return "–"
    written = f"{notice['written_per_second']:.0f} ({notice['written_cpu_ms']:.1f} ms CPU each)"
    return f"{written} / {notice['sent_per_second']:.0f} ({notice['sent_cpu_ms']:.1f} ms CPU each)"
