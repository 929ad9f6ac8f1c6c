"""Why a row or a file could not be used is kept as a sentence yet to be said; what was kept before stays as it was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("passage", "0003_imports_exports"),
    ]

    operations = [
        migrations.AddField(model_name="badrow", name="facts", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="import", name="facts", field=models.JSONField(default=dict)),
    ]
