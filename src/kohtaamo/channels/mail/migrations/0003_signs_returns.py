from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_authentication")]

    operations = [
        migrations.AddField(model_name="mailbox", name="signs_returns", field=models.BooleanField(default=False)),
    ]
