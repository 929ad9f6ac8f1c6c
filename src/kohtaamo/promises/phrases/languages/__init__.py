"""What each language brings: its verbs, its ways to say a time, and the words that make a promise none."""

from kohtaamo.promises.phrases.languages.english import ENGLISH
from kohtaamo.promises.phrases.languages.finnish import FINNISH
from kohtaamo.promises.phrases.languages.language import Language
from kohtaamo.promises.phrases.languages.swedish import SWEDISH

LANGUAGES: dict[str, Language] = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}

__all__ = ["LANGUAGES", "Language"]
