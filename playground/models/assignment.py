"""What a teacher sets a class: a lesson, a target, and until when; and whether its test figures are on the wall."""

from __future__ import annotations

from django.db import models

from playground.models.classroom import Classroom


class Metric(models.TextChoices):
    """What a target is about."""

    ACCURACY = "validation_accuracy", "Validation accuracy, at least"
    LOSS = "validation_loss", "Validation loss, at most"


class Assignment(models.Model):
    """Counts every experiment that a student of the class makes on the lesson's data set from now on."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="assignments")
    title = models.CharField(max_length=120)
    lesson = models.CharField(max_length=2000)
    """The address of the playground, from its first slash on."""
    dataset = models.CharField(max_length=64)
    metric = models.CharField(max_length=20, choices=Metric.choices, default=Metric.ACCURACY)
    target = models.FloatField()
    deadline = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(metric__in=Metric.values), name="assignment_metric")]

    def __str__(self) -> str:
        return self.title

    def is_met_by(self, figure: float | None) -> bool:
        """Whether a figure reaches the target."""
        if figure is None:
            return False
        return figure >= self.target if self.metric == Metric.ACCURACY else figure <= self.target


class ClassOpening(models.Model):
    """The teacher has opened the test envelopes of a class on one data set: from then on the wall shows them."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="openings")
    dataset = models.CharField(max_length=64)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["classroom", "dataset"], name="class_opening_once")]

    def __str__(self) -> str:
        return f"{self.dataset} of {self.classroom}"
