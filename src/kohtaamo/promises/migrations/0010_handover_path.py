import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_names_apart"), ("promises", "0009_handover_customer")]

    operations = [
        migrations.AlterField(
            model_name="handover",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(fields=["customer", "-offered_at"], name="handover_customer"),
        ),
    ]
