"""An export of any size is read a row at a time, and each row is what it would be if the file were read whole."""

from __future__ import annotations

import io
import json
import math
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kohtaamo.passage.importing import files, window
from kohtaamo.passage.importing.beside import laid_aside
from kohtaamo.passage.importing.files import NOT_JSON, rows
from kohtaamo.passage.importing.sources import cases
from kohtaamo.passage.importing.told import ToldCase, Unusable
from kohtaamo.passage.importing.window import Broken, Window, in_utf8

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
TICKET = {"id": 7, "subject": "Sohva", "created_at": "2024-03-01T09:00:00Z", "requester": {"email": "a@posti.example"}}
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4), max_leaves=12,
)  # fmt: skip


@pytest.fixture
def small() -> Iterator[None]:
    """Windows of a few letters, and hardly a file that is read whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "PIECE", 7)
        patch.setattr(files, "SMALL", 16)
        yield


def put(folder: Path, told: str | bytes, name: str = "tickets.json") -> Path:
    path = folder / name
    path.write_bytes(told.encode() if isinstance(told, str) else told)
    return path


def read(raw: bytes) -> list[Any]:
    """The elements of a list, through windows of seven bytes."""
    return list(Window(b"", in_utf8(io.BytesIO(raw))).elements())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(ANY, max_size=6), indent=st.sampled_from([None, 1]), ascii=st.booleans(), encoding=st.sampled_from(ENCODINGS))  # fmt: skip
def test_any_list_is_read_as_python_reads_it(
    small: None, told: list[Any], indent: int | None, ascii: bool, encoding: str
) -> None:
    raw = json.dumps(told, indent=indent, ensure_ascii=ascii).encode(encoding, "surrogatepass")
    assert read(raw) == json.loads(raw)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(ANY.map(lambda one: {"a": one}), min_size=1, max_size=6),
    where=st.floats(0, 1),
    piece=st.integers(1, 90),
)
def test_a_file_cut_anywhere_gives_what_stands_before_the_cut(
    small: None, told: list[Any], where: float, piece: int
) -> None:
    text = json.dumps(told, ensure_ascii=False)
    raw = text.encode()[: int(where * (len(text.encode()) - 1))]
    found: list[Any] = []
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Broken) as broken:
        patch.setattr(window, "PIECE", piece)
        for each in Window(b"", io.BytesIO(raw)).elements():
            found.append(each)
    assert found == told[: len(found)]
    assert (broken.value.line, 1 <= broken.value.character <= len(text) + 1) == (1, True)


def test_numbers_and_half_letters_are_what_they_are_in_json(small: None) -> None:
    raw = b'[123456789012345678901234567890, 0.1, 1e400, -0.0, "\\ud83d", NaN]'
    *told, last = read(raw)
    assert (told, math.isnan(last)) == (json.loads(raw)[:-1], True)


WRAPPED: dict[str, Any] = {
    "tickets": [{"id": n, "subject": "x" * n} for n in range(30)], "users": [{"id": 1, "name": "Åsa"}], "count": 30,
    "next_page": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        WRAPPED, WRAPPED["tickets"], [WRAPPED, WRAPPED], {"data": {"payload": WRAPPED["tickets"], "meta": {"a": 1}}},
        {"id": 5, "subject": "Yksi", "articles": [{"body": "a"}] * 9}, {"subject": "Yksi", "data": [1, 2, 3]},
        {"results": {"tickets": WRAPPED["tickets"]}}, [[{"id": 1}], [{"id": 2, "tickets": []}]], {"count": 0, "more": "x" * 90},
        {"tickets": [], "users": {}}, [], {},
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["compact", "pretty", "lines", "utf-16"])
def test_a_large_file_gives_the_rows_of_one_read_whole(
    told: Any, form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = json.dumps(told, indent=2 if form == "pretty" else None)
    whole = list(rows(put(tmp_path, text)))
    request.getfixturevalue("small")
    if form == "lines":
        assert list(rows(put(tmp_path, f"{text}\n\n{text}\n"))) == [*whole, *whole]
    else:
        assert list(rows(put(tmp_path, text.encode("utf-16" if form == "utf-16" else "utf-8")))) == whole


def test_pages_one_after_another_are_all_read(small: None, tmp_path: Path) -> None:
    pages = "\n".join(json.dumps(WRAPPED, indent=2) for _page in range(3))
    found = [row["id"] for stem, row in rows(put(tmp_path, pages)) if stem == "tickets"]
    assert found == [*range(30)] * 3


@pytest.mark.parametrize("size", [16, 4 << 20])
def test_a_file_broken_in_the_middle_says_where_and_what_stands_before_is_in(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SMALL", size)
    told = "[\n" + ",\n".join(json.dumps({**TICKET, "id": n}) for n in range(3)) + ',\n{"id": 3, "subject": oops},\n{}]'
    *good, bad = cases("zendesk", put(tmp_path, told))
    assert [one.outside_id for one in good if isinstance(one, ToldCase)] == ["0", "1", "2"]
    assert isinstance(bad, Unusable)
    assert (bad.row, bad.facts, "oops" in bad.cells[0]) == (4, {"line": 5, "character": 22}, True)
    assert ("5" in bad.sentence, "22" in bad.sentence, "%" in bad.sentence) == (True, True, False)


@pytest.mark.parametrize(
    "told", [b'[{"id": 1}, {"id": "\xe4\xf6"}]', b'[{"id": 1}, {"id": "cut', b'[{"id": 1},]', b'[{"id": 1}] x', b'[{"id": 1}\x00]'],
)  # fmt: skip
def test_wrong_letters_cuts_and_leftovers_are_told_of_after_the_rows_before(told: bytes, tmp_path: Path) -> None:
    first, last = (row for _stem, row in rows(put(tmp_path, told)))
    assert (first, last["line"], NOT_JSON in last) == ({"id": 1}, 1, True)


def test_what_never_was_json_is_one_row_that_says_so(tmp_path: Path) -> None:
    for told in (b"not json at all", b"", b"\xff\xfe\x00", b'"words', b"[" * 200_000, b'{"data":' * 200_000):
        (bad,) = cases("zendesk", put(tmp_path, told))
        assert (isinstance(bad, Unusable), getattr(bad, "row", 0)) == (True, 1)


def test_a_bad_line_among_lines_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SMALL", 200)
    told = f"{json.dumps(TICKET)}\n{{broken\n{json.dumps({**TICKET, 'id': 8})}\n"
    found = list(cases("zendesk", put(tmp_path, told)))
    assert [getattr(one, "outside_id", "") for one in found] == ["7", "", "8"]
    in_utf_16 = list(cases("zendesk", put(tmp_path, told.encode("utf-16"))))
    assert [getattr(one, "outside_id", "") for one in in_utf_16] == ["7", "", "8"]


def test_a_broken_file_of_people_is_told_of(tmp_path: Path) -> None:
    put(tmp_path, json.dumps({**TICKET, "requester": None, "requester_id": 4}))
    put(tmp_path, '[{"id": 4, "email": "b@posti.example"}, {"id": 5, "em', "users.json")
    case, bad = cases("zendesk", tmp_path)
    assert isinstance(case, ToldCase)
    assert (case.customer.email, isinstance(bad, Unusable)) == ("b@posti.example", True)


def test_one_huge_row_is_read(small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "PIECE", 1000)
    huge = {**TICKET, "description": "sohva " * 200_000}
    (row,) = [row for _stem, row in rows(put(tmp_path, json.dumps([huge])))]
    assert row == huge


@pytest.mark.parametrize("form", ["[%s]", '{"tickets": [%s], "count": 1}', '{"users": [], "articles": [%s]}'])
def test_memory_does_not_grow_with_the_file(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SMALL", 100_000)
    monkeypatch.setattr(window, "PIECE", 100_000)
    one = json.dumps({**TICKET, "ticket_id": 1, "description": "x" * 2000})
    path = put(tmp_path, form % ",".join([one] * 4000))
    tracemalloc.start()
    try:
        assert sum(1 for _row in rows(path)) == 4000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < path.stat().st_size / 5


def test_people_and_words_laid_aside_are_found_by_their_number() -> None:
    with laid_aside() as beside:
        beside.put_person("1", {"name": "Vanha"})
        beside.put_person("1", {"name": "Åsa \ud83d"})
        for number in range(3):
            beside.put_words("9\ud83d", {"body": number, "at": 1.5})
        assert (beside.person(1), beside.person({"id": 2}), beside.person(None)) == (
            {"name": "Åsa \ud83d"},
            {"id": 2},
            {},
        )
        assert [one["body"] for one in beside.words("9\ud83d")] == [0, 1, 2]
        assert beside.words("8") == []
