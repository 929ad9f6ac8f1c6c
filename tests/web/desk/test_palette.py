"""The palette: a page is found by any words its name begins with, and by all of them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def found(client: Client, words: str) -> list[str]:
    page = client.get("/palette/", {"q": words}, headers={"HX-Request": "true"}).content.decode()
    return re.findall(r"<b>(.*?)</b>", page)


@pytest.mark.parametrize("words", ["vast", "valmiit vast", "Valmiit vastaukset", "vastaukset valmiit"])
def test_a_page_is_found_by_the_words_of_its_name(as_owner: Client, words: str) -> None:
    assert "Valmiit vastaukset" in found(as_owner, words)


def test_every_word_counts(as_owner: Client) -> None:
    assert found(as_owner, "valmiit kissat") == []
