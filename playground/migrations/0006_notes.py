"""What owners write about their experiments: a description and notes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("playground", "0005_time_travel")]

    operations = [
        migrations.AddField("experiment", "description", models.CharField(blank=True, max_length=300)),
        migrations.AddField("experiment", "notes", models.TextField(blank=True, max_length=5000)),
    ]
