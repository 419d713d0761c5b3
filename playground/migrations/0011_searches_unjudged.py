"""Test figures of searches, which earlier versions kept under seal, are worked out when an envelope is opened."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    """Drop those of every run of a search; openings are in the log."""
    searches = apps.get_model("playground", "Experiment").objects.exclude(spec__vary=None)
    apps.get_model("playground", "Run").objects.filter(experiment__in=searches).update(sealed_test=None)


class Migration(migrations.Migration):
    dependencies = [("playground", "0010_rounds")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
