"""The words a page says, in the reader's language."""

from __future__ import annotations

import re

from django.utils.translation import gettext, override


def said(language: str, words: str, **values: object) -> str:
    """These English words of ours as the page says them in this language."""
    with override(language):
        found = gettext(words)
    return found % values if values else found


def starting(language: str, words: str) -> re.Pattern[str]:
    """The words of a button, with or without the key shown after them."""
    return re.compile(rf"^\s*{re.escape(said(language, words))}\b")
