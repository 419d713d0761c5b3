# How far students have come in lessons.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("playground", "0020_api_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="LessonProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=40)),
                ("prediction", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("seed", models.PositiveBigIntegerField(default=0)),
                ("experiments", models.JSONField(default=list)),
                ("facts", models.JSONField(default=dict)),
                ("seen", models.JSONField(default=list)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "classroom",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_progress",
                        to="playground.classroom",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="playground.owner"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "classroom", "slug"), name="lesson_progress_once_in_class"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("classroom", None)),
                        fields=("owner", "slug"),
                        name="lesson_progress_once_alone",
                    ),
                ],
            },
        ),
    ]
