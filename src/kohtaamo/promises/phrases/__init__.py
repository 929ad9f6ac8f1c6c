"""Promises seen in the text a person is writing, in Finnish, Swedish and English."""

from kohtaamo.promises.phrases.find import find_promises
from kohtaamo.promises.phrases.found import FoundPromise

__all__ = ["FoundPromise", "find_promises"]
