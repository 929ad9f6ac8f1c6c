"""The real settings; what a request is measured with is what people get."""

import os

os.environ.setdefault("KOHTAAMO_SECRET_KEY", "a key for measuring only, never for people")
os.environ.setdefault("KOHTAAMO_LOG_LEVEL", "ERROR")

from kohtaamo.config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
