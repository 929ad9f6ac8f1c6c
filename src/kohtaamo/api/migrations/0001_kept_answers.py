import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("staff", "0006_keys")]
    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("digest", models.CharField(max_length=64)),
                ("claim", models.CharField(max_length=32)),
                ("claimed_at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("location", models.CharField(blank=True, max_length=300)),
                ("body", models.TextField(blank=True)),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="staff.key"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claimed_at"], name="kept_answer_age")],
                "constraints": [models.UniqueConstraint(fields=("key", "name"), name="kept_answer_once")],
            },
        ),
    ]
