"""Languages to choose from, each written in itself, so that whoever speaks it finds it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info


def own_names() -> list[tuple[str, str]]:
    """The languages of the house as choices: suomi, svenska, English."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


class LanguageSelect(forms.Select):
    """A select whose options say in which language they are written, so that a screen reader speaks them right."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"]["lang"] = str(option["value"])
        return option
