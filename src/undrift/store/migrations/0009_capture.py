import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("store", "0008_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaptureKey",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("seals_to", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="capture_keys", to="store.person"
                    ),
                ),
            ],
            options={"db_table": "capture_key"},
        ),
    ]
