"""Where a run stands among several: its trial, which repetition of it, and what the trial replaces."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def number_trials(apps: Any, editor: Any) -> None:
    """Runs of earlier experiments were trials of one repetition each."""
    apps.get_model("playground", "Run").objects.update(trial=F("number"))


class Migration(migrations.Migration):
    dependencies = [("playground", "0007_lasting_checkpoints")]

    operations = [
        migrations.AddField("run", "trial", models.PositiveIntegerField(default=1)),
        migrations.AddField("run", "repetition", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("run", "group", models.CharField(max_length=20, blank=True)),
        migrations.AddField("run", "settings", models.JSONField(default=dict)),
        migrations.RunPython(number_trials, migrations.RunPython.noop),
    ]
