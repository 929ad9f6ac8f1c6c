"""What PostgreSQL has put off writing into the text index is read through by every question: it shall be little.

By the server's own rule it is up to 4 MB, which costs each question some milliseconds; to write it sooner costs nothing
that could be measured.
"""

from typing import Any

from django.db import migrations

LITTLE = 256  # kB


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER INDEX search_tokens SET (gin_pending_list_limit = {LITTLE})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER INDEX search_tokens RESET (gin_pending_list_limit)")


class Migration(migrations.Migration):
    dependencies = [("platform", "0007_news_begins_now")]
    operations = [migrations.RunPython(forwards, backwards)]
