"""The fair queue: places in the line, GPU time that was used, and limits of classes."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def limit(words: str, least: int = 1) -> models.PositiveIntegerField:
    """A number that may be left out."""
    validators = [django.core.validators.MinValueValidator(least)]
    return models.PositiveIntegerField(blank=True, null=True, validators=validators, verbose_name=words)


class Migration(migrations.Migration):
    dependencies = [("playground", "0013_wall")]

    operations = [
        migrations.AddField(
            "owner", "turn", models.DateTimeField(blank=True, db_index=True, editable=False, null=True)
        ),
        migrations.RemoveField("owner", "last_served"),
        migrations.AddField("population", "shortest_turn", models.FloatField(blank=True, null=True)),
        migrations.AddField("owner", "gpu_seconds", models.FloatField(default=0.0)),
        migrations.AddField("owner", "gpu_used_at", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            "Quota",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at_once", limit("Experiments that train at the same time")),
                ("queued", limit("Experiments that train or wait")),
                ("epochs", limit("Epochs of an experiment, all runs together")),
                ("parameters", limit("Parameters of a network")),
                ("gpu_minutes", limit("GPU minutes in a session", least=0)),
                (
                    "classroom",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quota", to="playground.classroom"
                    ),
                ),
            ],
        ),
        migrations.RemoveField("classroom", "quotas"),
    ]
