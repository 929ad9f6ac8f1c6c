from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mandates", "0003_granted_in_part")]

    operations = [
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("granted__lte", models.F("amount"))), name="request_grants_at_most"
            ),
        ),
    ]
