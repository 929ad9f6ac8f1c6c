"""Finnish spelling through libvoikko's C interface (libvoikko/voikko.h of version 4)."""

from __future__ import annotations

import ctypes
from ctypes.util import find_library

SPELLED_RIGHT = 1


class Voikko:
    """A Finnish speller. Raises ``OSError`` where the library is missing, ``RuntimeError`` where the dictionary is."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(find_library("voikko") or "libvoikko.so.1")
        self._library.voikkoInit.restype = ctypes.c_void_p
        self._library.voikkoSpellCstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
        problem = ctypes.c_char_p()
        handle = self._library.voikkoInit(ctypes.byref(problem), b"fi", None)
        if not handle:
            raise RuntimeError((problem.value or b"no Finnish dictionary").decode())
        self._handle = ctypes.c_void_p(handle)

    def knows(self, word: str) -> bool:
        """Whether the word is spelt right, as a word standing alone."""
        return bool(self._library.voikkoSpellCstr(self._handle, word.encode()) == SPELLED_RIGHT)
