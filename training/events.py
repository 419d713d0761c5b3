"""Events: facts in the past tense. Written once as JSON and never reshaped: row, socket frame and chart read the same.

No NaN and no infinity ever enters an event: a figure that is not finite is null, and a diverged run says so in words.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from training.event import Event as Event
from training.figures import Figure as Figure
from training.figures import LayerFigures as LayerFigures
from training.figures import Metrics as Metrics
from training.figures import ValidationFigures as ValidationFigures
from training.input_table import Inputs
from training.why.finding import Finding

Reason = Literal["epochs", "stopped early", "threshold", "diverged", "stopped by user", "halved"]


class RunStarted(Event, Metrics):
    """The network was made; the figures are those of its initial weights, before any update."""

    type: Literal["run_started"] = "run_started"
    name: str = ""
    """What the run is called among several."""
    trial: int = 1
    repetition: int = 0
    group: str = ""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Where it stands among several: the number of its trial, which repetition of it, and what the trial replaces."""
    parameters: int
    weights_sha256: str
    train_samples: int
    validation_samples: int
    test_samples: int
    updates_per_epoch: int
    device: str
    layers: LayerFigures | None = None
    """A look into every layer; there is no gradient yet."""
    inputs: Inputs | None = None
    """Told by run 1 only: a search of a hundred runs need not repeat its table a hundred times."""


class EpochEnded(Event, Metrics):
    """Every training sample was seen once more."""

    type: Literal["epoch_ended"] = "epoch_ended"
    epoch: int
    """Epochs so far, from 1."""
    updates: int
    samples: int
    """Updates, and samples seen, since the start."""
    seconds: float
    """Seconds of training since the start, waiting not counted."""
    learning_rate: float
    batch_size: int
    penalty: Figure
    """λ₁ Σ|w| + λ₂/2 Σw² after the epoch."""
    noise_penalty: Figure = None
    """With weight noise: the penalty that it amounts to, ½σ² tr(JᵀCJ), estimated on up to 256 training samples."""
    gradient_norm: Figure
    """Mean over the epoch's updates of the gradient's Euclidean norm, penalty included."""
    weight_norm: Figure
    """Euclidean norm of all weights and biases after the epoch."""
    distance: Figure = None
    """‖w − w₀‖: how far the weights are from where they started."""
    layers: LayerFigures | None = None
    """A look into every layer."""
    gains: list[float | None] | None = None
    """Smallest, lower quartile, median, upper quartile and largest of the gains of `adaptive_gains`."""
    validation_seconds: float | None = None
    """Seconds of evaluating the validation split since the start."""


class ValidationEnded(Event, ValidationFigures):
    """A separate worker evaluated the weights of an epoch; training may be epochs ahead by then."""

    type: Literal["validation_ended"] = "validation_ended"
    epoch: int
    worker: str
    """The process that did it."""


class EnsembleEvaluated(Event, Metrics):
    """The members of an ensemble were averaged; the metrics are those of the average, on the splits as they are.

    Members that have ended take part with their final weights. Validation figures are null where it was not due.
    """

    type: Literal["ensemble_evaluated"] = "ensemble_evaluated"
    epoch: int
    members: int
    """Members averaged; one whose outputs are not finite has no vote."""
    mean_train_loss: Figure
    mean_validation_loss: Figure
    mean_train_accuracy: Figure
    mean_validation_accuracy: Figure
    """The mean of the members' own figures."""
    train_ambiguity: Figure
    validation_ambiguity: Figure
    """For squared errors, the variance of the members: loss = mean loss − ambiguity (Krogh, Vedelsby 1995)."""
    out_of_bag_loss: Figure
    out_of_bag_accuracy: Figure
    out_of_bag_samples: int
    """Training samples judged by those members only that did not train on them; null without bootstrap."""
    disagreement: Figure
    """Share of samples in which two members name different classes, mean of all pairs; for numbers their variance.

    Of the validation split, or of the training split where there is none.
    """
    disagreements: list[float]
    """That share for every pair of members: 1 and 2, 1 and 3, … 2 and 3, …; empty for numbers."""


class SettingChanged(Event):
    """A setting was changed while the run trained; it acts from the epoch after `epoch`."""

    type: Literal["setting_changed"] = "setting_changed"
    epoch: int
    path: str
    old: Any
    new: Any
    by: Literal["hand", "population"] = "hand"
    """Whether population-based training did it, by itself."""


class Copied(Event):
    """Population-based training: the run goes on from the weights and near the settings of another one."""

    type: Literal["copied"] = "copied"
    epoch: int
    from_run: int


class RungEnded(Event):
    """All runs of an experiment had come to a rung, and it was decided which trials go on."""

    type: Literal["rung_ended"] = "rung_ended"
    rung: int
    """From 0."""
    epoch: int
    kept: list[int]
    """Numbers of the trials that go on."""
    ended: list[int]
    """Numbers of those that end here."""


class RunPaused(Event):
    """The run rests until it is told to go on."""

    type: Literal["run_paused"] = "run_paused"
    epoch: int


class RunResumed(Event):
    """A paused run went on."""

    type: Literal["run_resumed"] = "run_resumed"
    epoch: int


class MachineChanged(Event):
    """No machine of the kind that trained these runs was left, and another one went on: the last digits may differ."""

    type: Literal["machine_changed"] = "machine_changed"
    epoch: int
    runs: list[int]
    before: str
    after: str
    """The fingerprints of both."""


class RunFinished(Event):
    """Training ended, and why."""

    type: Literal["run_finished"] = "run_finished"
    reason: Reason
    explanation: str
    """The reason in a sentence for the student."""
    epochs: int
    best_epoch: int
    """The epoch with the lowest validation loss, or training loss without a validation split; 0 if no epoch had one.

    With early stopping, the epoch that it would restore: by its own figure, least improvement and first epoch.
    """
    best: Metrics
    last: Metrics = Metrics()
    """The figures of the epoch in which it ended."""
    weights_sha256: str
    """Of the float32 weights in layer order, weight [units, fan_in] then bias, row-major.

    Empty where a branch was stopped while it still repeated its parent: there was no network of its last epoch.
    """
    fingerprint: str
    findings: list[Finding] = []
    """What went wrong, causes first; empty when nothing did."""


class RunFailed(Event):
    """Training could not go on through no fault of the settings; the sentence says why."""

    type: Literal["run_failed"] = "run_failed"
    reason: str


class TestOpened(Event):
    """The sealed test set was opened for one run, or for an ensemble (0): the figures, and which opening this was."""

    type: Literal["test_opened"] = "test_opened"
    name: str = ""
    loss: Figure
    accuracy: Figure
    samples: int
    validation_loss: Figure = None
    validation_accuracy: Figure = None
    """Of the same network: the test score is expected to be worse, because that one was chosen by these."""
    objective: str = "validation_loss"
    score: Figure = None
    """The best figure of the objective in any epoch, by which runs are compared; null for an ensemble."""
    count: int
    """How many times the test set of this experiment has been opened now."""
    at: str = ""
    """When, in ISO 8601 with its zone."""


AnyEvent = Annotated[
    RunStarted
    | EpochEnded
    | ValidationEnded
    | EnsembleEvaluated
    | SettingChanged
    | Copied
    | RungEnded
    | RunPaused
    | RunResumed
    | MachineChanged
    | RunFinished
    | RunFailed
    | TestOpened,
    Field(discriminator="type"),
]
EVENTS: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
