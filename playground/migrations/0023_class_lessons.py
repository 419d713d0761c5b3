# Lessons as a class has them: hidden, edited, copied, in another order.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("playground", "0022_lessons"),
    ]

    operations = [
        migrations.AddField(
            model_name="classroom",
            name="lesson_order",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name="ClassLesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=40)),
                ("base", models.CharField(max_length=40)),
                ("hidden", models.BooleanField(default=False)),
                ("changes", models.JSONField(default=dict)),
                (
                    "classroom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="playground.classroom"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("classroom", "slug"), name="class_lesson_once"),
                ],
            },
        ),
    ]
