"""A run: one network trained from start to end."""

from __future__ import annotations

from typing import Any

from django.db import models

from playground.models.experiment import Experiment
from playground.models.population import Population, State
from training.events import Metrics
from training.search.strategy import Objective

SUMMARY = [
    "state", "reason", "epoch", "epochs", "best_epoch", "best", "last",
    "score", "best_validation_loss", "best_validation_accuracy",
]  # fmt: skip
"""The fields that `Run.record` changes."""


class Run(models.Model):
    """The summary of one run; everything else about it is in the events."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="runs")
    population = models.ForeignKey(Population, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    trial = models.PositiveIntegerField(default=1)
    repetition = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=20, blank=True)
    settings = models.JSONField(default=dict)
    """What its trial replaces in the spec, by dotted path."""
    stop_wanted = models.BooleanField(default=False)
    """Its student wants this one to end, whatever the others do."""
    stop_at = models.PositiveIntegerField(null=True, blank=True)
    """The epoch after which a plan stops it, as the student of another experiment did."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    epoch = models.PositiveIntegerField(default=0)
    epochs = models.PositiveIntegerField()
    best_epoch = models.PositiveIntegerField(default=0)
    best = models.JSONField(default=dict)
    last = models.JSONField(default=dict)
    score = models.FloatField(null=True)
    """What trials are compared by: the best figure of the objective so far, accuracies negated; None: there is none."""
    best_validation_loss = models.FloatField(null=True)
    best_validation_accuracy = models.FloatField(null=True)
    """The best of any epoch, whatever trials are compared by: a class goes by it. None where it diverged or failed."""
    weights = models.BinaryField(null=True)
    """Final weights as little-endian float32 in layer order, once the run has ended."""
    sealed_test = models.JSONField(null=True)
    """Test figures under seal: no page, event or answer shows them before the owner opens the test set.

    Those of a search are worked out when its envelope is opened for one run, and exist nowhere before.
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["experiment", "number"], name="run_number_once"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="run_state_known"),
        ]

    def __str__(self) -> str:
        return f"run {self.number} of {self.experiment_id}"

    def summary(self) -> dict[str, Any]:
        """What the API tells about a run."""
        return {
            "number": self.number,
            "name": self.name,
            "trial": self.trial,
            "repetition": self.repetition,
            "group": self.group,
            "settings": self.settings,
            "state": self.state,
            "reason": self.reason or None,
            "epoch": self.epoch,
            "epochs": self.epochs,
            "best_epoch": self.best_epoch,
            "best": self.best,
            "last": self.last,
        }

    def record(self, event: dict[str, Any], objective: Objective = "validation_loss") -> None:
        """Fold one event into the summary; the caller saves."""
        if event["type"] in ("epoch_ended", "validation_ended"):
            self._compare(objective, event.get(objective))
            self._take_best(event)
        figures = {name: value for name, value in event.items() if name in Metrics.model_fields}
        match event["type"]:
            case "run_started":
                self.state, self.last = State.RUNNING, figures
            case "epoch_ended":
                self.state, self.epoch, self.last = State.RUNNING, event["epoch"], figures
            case "validation_ended" if event["epoch"] == self.epoch:
                self.last = {**self.last, **figures}
            case "setting_changed" if event["path"] == "stopping.epochs":
                self.epochs = event["new"]
            case "run_paused":
                self.state = State.PAUSED
            case "run_resumed":
                self.state = State.RUNNING
            case "run_finished":
                self.state, self.reason, self.epoch = State.FINISHED, event["reason"], event["epochs"]
                self.best_epoch, self.best, self.last = event["best_epoch"], event["best"], event["last"]
                if event["reason"] == "diverged":
                    self._lose()
            case "run_failed":
                self.state, self.reason = State.FAILED, event["reason"]
                self._lose()

    def _compare(self, objective: Objective, figure: float | None) -> None:
        """Take over a figure if it is the best so far."""
        if figure is not None:
            score = -figure if objective == "validation_accuracy" else figure
            self.score = score if self.score is None else min(self.score, score)

    def _take_best(self, event: dict[str, Any]) -> None:
        for name, best in (("validation_loss", min), ("validation_accuracy", max)):
            figure, known = event.get(name), getattr(self, f"best_{name}")
            if figure is not None:
                setattr(self, f"best_{name}", figure if known is None else best(figure, known))

    def _lose(self) -> None:
        """Figures on the way to nowhere count for nothing."""
        self.score = self.best_validation_loss = self.best_validation_accuracy = None
