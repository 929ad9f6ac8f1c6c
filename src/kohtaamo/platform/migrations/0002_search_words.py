"""The text index over search documents: FTS5 kept by triggers on SQLite, a generated column and GIN on PostgreSQL."""

from typing import Any

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5(words, scope, content='search_document', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 0 tokenchars '@.+-_'\")",
    "CREATE TRIGGER search_words_in AFTER INSERT ON search_document BEGIN"
    " INSERT INTO search_words(rowid, words, scope) VALUES (new.id, new.words, new.scope); END",
    "CREATE TRIGGER search_words_out AFTER DELETE ON search_document BEGIN"
    " INSERT INTO search_words(search_words, rowid, words, scope) VALUES ('delete', old.id, old.words, old.scope); END",
    "CREATE TRIGGER search_words_new AFTER UPDATE ON search_document BEGIN"
    " INSERT INTO search_words(search_words, rowid, words, scope) VALUES ('delete', old.id, old.words, old.scope);"
    " INSERT INTO search_words(rowid, words, scope) VALUES (new.id, new.words, new.scope); END",
]
POSTGRESQL = [
    "ALTER TABLE search_document ADD COLUMN tokens tsvector GENERATED ALWAYS AS"
    " (array_to_tsvector(array_remove(string_to_array(words || ' ' || scope, ' '), ''))) STORED",
    "CREATE INDEX search_tokens ON search_document USING gin (tokens)",
]


def forwards(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_document DROP COLUMN tokens")
        return
    editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
