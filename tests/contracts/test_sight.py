"""What may be seen is asked by joining: gathering every case first does not hold at a million."""

from __future__ import annotations

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kohtaamo"


def test_no_question_gathers_every_case_that_may_be_seen() -> None:
    found = [
        f"{file.relative_to(SOURCE)}:{number}"
        for file in SOURCE.rglob("*.py")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "__in=visible_cases(" in line and "``" not in line
    ]
    assert found == [], "use in_sight(viewer) of encounters/queries.py"
