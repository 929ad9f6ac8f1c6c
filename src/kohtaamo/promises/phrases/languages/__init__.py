"""What each language brings: its verbs, its ways to say a time, and the words that make a promise none."""

from functools import cache
from importlib import import_module

from kohtaamo.promises.phrases.languages.language import Language

LANGUAGES = {"fi": "finnish", "sv": "swedish", "en": "english"}


@cache
def language_of(code: str) -> Language:
    """The grammar of one of ``LANGUAGES``; its hundreds of patterns are compiled when it is first asked for."""
    name = LANGUAGES[code]
    grammar: Language = getattr(import_module(f"{__name__}.{name}"), name.upper())
    return grammar


__all__ = ["LANGUAGES", "Language", "language_of"]
