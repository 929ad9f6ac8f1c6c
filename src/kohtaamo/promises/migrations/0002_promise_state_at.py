from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["state_at"], name="promise_state_at"),
        ),
    ]
