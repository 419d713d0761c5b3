from django.db import migrations, models


def all_used(apps, schema_editor):
    """Of the places that are there already nobody knows it: none is offered for removal."""
    apps.get_model("playground", "Membership").objects.update(used_at=models.F("joined_at"))


class Migration(migrations.Migration):
    """Classes that are over, and places that nobody came to."""

    dependencies = [("playground", "0015_nodes")]

    operations = [
        migrations.AddField("classroom", "archived_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("membership", "used_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(all_used, migrations.RunPython.noop),
    ]
