from django.db import migrations, models


class Migration(migrations.Migration):
    """Where workers run, what experiments want to run on, and which machine trained a population."""

    dependencies = [("playground", "0014_line")]

    operations = [
        migrations.AddField("worker", "node", models.CharField(default="", max_length=80)),
        migrations.AddField("worker", "hardware", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("worker", "fingerprint", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("worker", "load", models.FloatField(default=0.0)),
        migrations.AddField("worker", "slices", models.FloatField(default=0.0)),
        migrations.AddField(
            "experiment",
            "device",
            models.CharField(
                choices=[("any", "any"), ("cpu", "a processor"), ("cuda", "a GPU")], default="any", max_length=4
            ),
        ),
        migrations.AddField("population", "fingerprint", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("population", "moved_at", models.PositiveIntegerField(blank=True, null=True)),
    ]
