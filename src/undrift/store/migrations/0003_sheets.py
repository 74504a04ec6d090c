import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0002_two_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.CharField(max_length=32, primary_key=True, serialize=False)),
                ('key_version', models.PositiveIntegerField()),
                ('on_day', models.DateField()),
                ('sealed', models.BinaryField()),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sheets', to='store.person')),
            ],
            options={
                'db_table': 'sheet',
            },
        ),
    ]
