"""The real settings, with what a test run needs: its own data folder, quick password hashing, mail kept in memory."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta

os.environ.setdefault("KOHTAAMO_DATA", tempfile.mkdtemp(prefix="kohtaamo-test-"))
os.environ.setdefault("KOHTAAMO_WORDS", os.path.join(tempfile.gettempdir(), "kohtaamo-words"))  # made once for all
os.environ.setdefault("KOHTAAMO_SECRET_KEY", "a key for tests only, long enough to sign with")
os.environ.setdefault("KOHTAAMO_INTERNAL_HOSTS", "127.0.0.1,localhost")
os.environ.setdefault("KOHTAAMO_ORGANISATION", "Aitta & Tupa")
os.environ.setdefault("KOHTAAMO_LOG_LEVEL", "WARNING")

from kohtaamo.config.settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("embedded"):  # noqa: F405  -- a file, as in life: in memory whole tables lock
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['KOHTAAMO_DATA']}/test.sqlite3"}  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
TROUBLES_KEPT = DEMONSTRATION_KEPT = timedelta(
    days=1
)  # neither is asked anew in the middle of a test that counts queries
SEEN_EVERY = timedelta(days=1)  # a test that takes long on a busy machine counts no query more
