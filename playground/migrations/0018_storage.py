# How much room an experiment takes, and how much somebody may take in a class.

import django.core.validators
from django.db import migrations, models

LEAST = [django.core.validators.MinValueValidator(1)]
WORDS = "Megabytes of experiments and tables"


class Migration(migrations.Migration):
    dependencies = [
        ("playground", "0017_opened"),
    ]

    operations = [
        migrations.AddField(
            model_name="experiment",
            name="measured",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="experiment",
            name="takes",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="quota",
            name="megabytes",
            field=models.PositiveIntegerField(blank=True, null=True, validators=LEAST, verbose_name=WORDS),
        ),
        migrations.AddIndex(
            model_name="experiment",
            index=models.Index(condition=models.Q(("measured", False)), fields=["id"], name="experiment_to_measure"),
        ),
        migrations.AddIndex(
            model_name="experiment",
            index=models.Index(fields=["takes"], name="experiment_takes"),
        ),
    ]
