"""The texts to translate: ``python -m tools.messages gather | compile | check``.

Gathering reads templates and code as Django does (it needs GNU gettext); compiling and checking need only Python.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "kohtaamo"
LANGUAGES = ("fi", "sv")


def files() -> list[Path]:
    return [PACKAGE / "locale" / code / "LC_MESSAGES" / "django.po" for code in LANGUAGES]


def gather() -> None:
    from django.core.management import call_command

    os.chdir(PACKAGE)
    call_command("makemessages", locale=list(LANGUAGES), no_location=True, no_wrap=True, verbosity=0)


def compile_all() -> None:
    for file in files():
        if file.exists():
            polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))


def check() -> int:
    wrong = 0
    for file in files():
        catalogue = polib.pofile(str(file))
        for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]:
            print(f"{file.parent.parent.name}: not translated: {entry.msgid!r}", file=sys.stderr)
            wrong += 1
    return wrong


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    if what == "gather":
        gather()
    elif what == "compile":
        compile_all()
    elif what == "check":
        return 1 if check() else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
