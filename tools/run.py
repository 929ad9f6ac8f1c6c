"""``make run``: the demonstration organisation, loaded on the first start, then the server.

What the environment says wins over these defaults. Mail comes in on one port of this machine and goes to another:
nothing leaves it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

KOHTAAMO = str(Path(sys.executable).parent / "kohtaamo")
DEFAULTS = {
    "KOHTAAMO_ORGANISATION": "Aitta & Tupa",
    "KOHTAAMO_PHONE": "09 555 0114",
    "KOHTAAMO_INTAKE_BIND": "127.0.0.1:8025",
    "KOHTAAMO_INTERNAL_HOSTS": "127.0.0.1",
    "KOHTAAMO_DATA": "data",
}


def main() -> int:
    environment = DEFAULTS | dict(os.environ)
    code = subprocess.call([KOHTAAMO, "demo", "load", "--unless-loaded"], env=environment)
    if code == 0:
        os.execve(KOHTAAMO, [KOHTAAMO, "serve"], environment)  # in our place, so that a stop reaches the server itself
    return code


if __name__ == "__main__":
    sys.exit(main())
