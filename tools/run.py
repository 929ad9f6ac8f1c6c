"""``make run``: the demonstration organisation, loaded on the first start, then the server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

KOHTAAMO = str(Path(sys.executable).parent / "kohtaamo")


def main() -> int:
    for arguments in (["migrate"], ["demo", "load", "--unless-loaded"]):
        quiet = subprocess.DEVNULL if arguments == ["migrate"] else None
        if code := subprocess.call([KOHTAAMO, *arguments], stdout=quiet):
            return code
    try:
        return subprocess.call([KOHTAAMO, "serve"])
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
