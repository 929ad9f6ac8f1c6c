from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0012_saml_providers"),
    ]

    operations = [
        migrations.AddField(
            model_name="provider",
            name="decrypting",
            field=models.TextField(blank=True),
        ),
    ]
