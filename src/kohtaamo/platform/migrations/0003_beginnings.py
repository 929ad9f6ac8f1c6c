"""Beginnings of words are indexed on SQLite, so that a word being typed need not be gathered from all that go on from it."""

from typing import Any

from django.db import migrations

_INDEX = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, scope, content='search_document', content_rowid='id',{more}"
    " tokenize=\"unicode61 remove_diacritics 0 tokenchars '@.+-_'\")"
)


def _made_anew(editor: Any, more: str) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE search_words")
        editor.execute(_INDEX.format(more=more))
        editor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")


def forwards(apps: Any, editor: Any) -> None:
    _made_anew(editor, " prefix='3 4 5 6 7',")


def backwards(apps: Any, editor: Any) -> None:
    _made_anew(editor, "")


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_search_words")]
    operations = [migrations.RunPython(forwards, backwards)]
