# When somebody opened the page of an experiment: what is still looked at is not old.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("playground", "0016_ends_of_classes"),
    ]

    operations = [
        migrations.AddField(
            model_name="experiment",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
