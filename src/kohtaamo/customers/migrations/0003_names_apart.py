"""Customers' names, addresses and numbers in the search index move to a shelf of their own."""

from django.db import migrations

APART = (
    "UPDATE search_document SET words = 'who_' || replace(words, ' ', ' who_')"
    " WHERE kind = 'customer' AND words <> '' AND words NOT LIKE 'who$_%' ESCAPE '$'"
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_kept_by"), ("platform", "0002_search_words")]
    operations = [migrations.RunSQL(APART, migrations.RunSQL.noop)]
