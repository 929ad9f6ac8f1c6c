"""The OpenAPI document of /api/v1 on standard output, without a server."""

from __future__ import annotations

import os
import sys
import tempfile

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kohtaamo.config.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("KOHTAAMO_DATA", folder)
        django.setup()
        from kohtaamo.api.frame.book import document

        sys.stdout.buffer.write(document())


if __name__ == "__main__":
    main()
