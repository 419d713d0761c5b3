"""Measurements: short questions about a spec, answered by workers while a page waits."""

import django.db.models.deletion
from django.db import migrations, models

import playground.models.experiment


class Migration(migrations.Migration):
    dependencies = [("playground", "0008_lanes")]

    operations = [
        migrations.CreateModel(
            "Measurement",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=playground.models.experiment.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("request", models.JSONField()),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("result", models.JSONField(null=True)),
                ("problems", models.JSONField(default=list)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("wanted_until", models.DateTimeField()),
                ("claim", models.CharField(blank=True, max_length=32)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measurements",
                        to="playground.owner",
                    ),
                ),
            ],
        ),
        migrations.AddIndex("measurement", models.Index(fields=["state", "wanted_until"], name="measurement_queue")),
    ]
