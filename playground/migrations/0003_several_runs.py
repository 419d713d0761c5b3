"""Several populations in one experiment: each knows which changes it has seen, and an ensemble has test figures."""

from django.db import migrations, models
from django.db.models import Max


def tell_what_was_applied(apps, schema_editor):
    """Until now an experiment had one population, and each change said whether that had applied it."""
    changes = apps.get_model("playground", "Change").objects.filter(applied=True)
    populations = apps.get_model("playground", "Population").objects
    for row in changes.values("experiment").annotate(newest=Max("pk")):
        populations.filter(experiment=row["experiment"]).update(changes_seen=row["newest"])


class Migration(migrations.Migration):
    dependencies = [("playground", "0002_separate_validation")]

    operations = [
        migrations.AddField("population", "changes_seen", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("population", "sealed_test", models.JSONField(null=True)),
        migrations.RunPython(tell_what_was_applied, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("change", "applied"),
    ]
