"""Two tables: runs, and what they said."""

from django.db import models


class Run(models.Model):
    """One training."""

    spec = models.JSONField()
    stopped = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="waiting")

    def __str__(self) -> str:
        return f"run {self.pk}"


class Said(models.Model):
    """An event of a run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE)
    body = models.JSONField()

    def __str__(self) -> str:
        return f"{self.pk} of {self.run_id}"
