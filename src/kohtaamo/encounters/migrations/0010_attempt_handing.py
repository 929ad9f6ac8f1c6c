"""When a try began to hand the words over: before it nothing can have left."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("encounters", "0009_aside")]

    operations = [
        migrations.AddField("attempt", "handing_at", models.DateTimeField(null=True)),
        migrations.RunSQL(  # tries under way now: nobody put down how far they are
            "UPDATE encounters_attempt SET handing_at = began_at WHERE ended_at IS NULL", migrations.RunSQL.noop
        ),
    ]
