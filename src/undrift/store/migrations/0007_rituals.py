import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0006_questions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ritual',
            fields=[
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='ritual', serialize=False, to='store.line', to_field='id')),
                ('key_version', models.PositiveIntegerField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'ritual',
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='feed', serialize=False, to='store.person')),
                ('address', models.CharField(max_length=64, unique=True)),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'feed',
            },
        ),
    ]
