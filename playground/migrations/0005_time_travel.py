"""Branches and repetitions: experiments that go on from an epoch of another one, or do the same again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("playground", "0004_weights")]

    operations = [
        migrations.AddField("experiment", "branched_at", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("experiment", "again", models.BooleanField(default=False)),
        migrations.AddField("population", "planned_seen", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("population", "stop_at", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("population", "replayed", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("change", "at_epoch", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField(
            "change",
            "population",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="plan",
                to="playground.population",
            ),
        ),
    ]
