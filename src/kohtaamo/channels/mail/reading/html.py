"""The HTML of mails: as text for reading and searching, and cleaned for showing."""

from __future__ import annotations

from .html_clean import CleanHtml, clean_html
from .html_text import html_to_text

__all__ = ["CleanHtml", "clean_html", "html_to_text"]
