"""Some checkpoints stay, so that a branch need not repeat all of its parent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("playground", "0006_notes")]

    operations = [
        migrations.AddField("checkpoint", "seconds", models.FloatField(default=0.0)),
        migrations.AddField("checkpoint", "lasting", models.BooleanField(default=False)),
    ]
