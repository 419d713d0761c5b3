"""Rounds and rungs, runs that are stopped one by one, and how fast an experiment is trained."""

from typing import Any

from django.db import migrations, models


def stop_each(apps: Any, editor: Any) -> None:
    """What a plan said of a population holds of each of its runs."""
    for population in apps.get_model("playground", "Population").objects.exclude(stop_at=None):
        population.runs.update(stop_at=population.stop_at)


class Migration(migrations.Migration):
    dependencies = [("playground", "0009_measurements")]

    operations = [
        migrations.AddField("run", "stop_wanted", models.BooleanField(default=False)),
        migrations.AddField("run", "stop_at", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("run", "score", models.FloatField(null=True)),
        migrations.RunPython(stop_each, migrations.RunPython.noop),
        migrations.RemoveField("population", "stop_at"),
        migrations.AddField("population", "rung", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("population", "at_rung", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("experiment", "rate", models.FloatField(default=0.0)),
        migrations.AddField("experiment", "rate_at", models.DateTimeField(blank=True, null=True)),
    ]
