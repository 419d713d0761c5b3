"""What the preview of an experiment tells: words, curves and figures."""

from dataclasses import dataclass
from math import inf
from typing import Any

from playground.models import Dataset, Event, Experiment, Run, State
from playground.status import status
from training.problems import SpecError
from training.spec import Spec

MOST_ROWS = 800
"""What is read of a log: a picture is not wider, and anybody may ask for one."""
MEASURED = ("run_started", "epoch_ended", "validation_ended")
COLUMNS = ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy")
MOST_CURVES = 16
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Curve:
    """A loss against the epochs; `colour` is a role of the design: train, validation or run-1 to run-8."""

    name: str
    colour: str
    points: Points
    dashed: bool = False


@dataclass(frozen=True)
class Facts:
    """All that is drawn."""

    title: str
    line: str
    state: str
    curves: list[Curve]
    figures: list[tuple[str, str, str]]
    """Name, value, note."""


def facts_of(experiment: Experiment) -> Facts:
    """The facts of an experiment as they are now."""
    runs = _traces(experiment)
    short = in_short(experiment.spec)
    state = status(experiment)["sentence"]
    return Facts(experiment.title or short, short if experiment.title else "", state, _curves(runs), _figures(runs))


def in_words(experiment: Experiment) -> str:
    """What a chat tells of it beside the picture, from the summaries of its runs: the log may be long."""
    told = [in_short(experiment.spec), status(experiment)["sentence"].rstrip(".")]
    runs = [best or last for best, last in experiment.runs.values_list("best", "last")]
    for split, column in (("Validation", "validation_loss"), ("Training", "train_loss")):
        losses = [run[column] for run in runs if run.get(column) is not None]
        if losses:
            told.append(f"{split} loss {_figure(min(losses))}")
            break
    return ". ".join(told) + "."


def in_short(values: dict[str, Any]) -> str:
    """ "Circle, 4 – 2 tanh, Momentum": as the pages name what nobody named."""
    if "posted" in values:
        return "A curve from outside"
    try:
        spec = Spec.parse(values, Dataset.objects.outline, check_trials=False)
    except SpecError:  # an older experiment, or its data set is gone
        return "An experiment"
    outline = spec.outline(Dataset.objects.outline)
    hidden = spec.network.hidden
    kinds = {layer.activation.title for layer in hidden}
    units = " – ".join(str(layer.units) for layer in hidden)
    network = f"{units} {kinds.pop()}" if len(kinds) == 1 else units or "linear model"
    return ", ".join([outline.title if outline else spec.data.dataset, network, spec.optimizer.title])


class _Trace:
    """What is read of one run: its summary, and events spread over the log."""

    def __init__(self, run: Run) -> None:
        self.number, self.name = run.number, run.name or f"run {run.number}"
        self._last = run.epoch if run.state == State.FINISHED else inf
        self._columns: dict[str, dict[int, float]] = {column: {} for column in COLUMNS}
        for epoch, figures in ((run.best_epoch, run.best), (run.epoch, run.last)):
            self.add(epoch, figures)

    def add(self, epoch: int, figures: dict[str, Any]) -> None:
        for column, values in self._columns.items():
            if epoch <= self._last and figures.get(column) is not None:
                values[epoch] = figures[column]

    def points(self, column: str) -> Points:
        return [(float(epoch), float(value)) for epoch, value in sorted(self._columns[column].items())]


def _traces(experiment: Experiment) -> list[_Trace]:
    """The runs that have begun."""
    runs = experiment.runs.defer("weights").exclude(last={}).order_by("number")
    traces = {run.number: _Trace(run) for run in runs}
    count = min(experiment.seq, MOST_ROWS)
    spread = [1 + place * (experiment.seq - 1) // max(1, count - 1) for place in range(count)]
    rows = Event.objects.filter(experiment=experiment, seq__in=spread).order_by("seq")
    for event in (row.values() for row in rows):
        if event["type"] in MEASURED and event["run"] in traces:
            traces[event["run"]].add(event.get("epoch", 0), event)
    return list(traces.values())


def _curves(runs: list[_Trace]) -> list[Curve]:
    if len(runs) == 1:
        found = [
            Curve("training", "train", runs[0].points("train_loss")),
            Curve("validation", "validation", runs[0].points("validation_loss"), dashed=True),
        ]
    else:
        found = []
        for run in runs[:MOST_CURVES]:
            points = run.points("validation_loss") or run.points("train_loss")
            found.append(Curve(run.name, f"run-{(run.number - 1) % 8 + 1}", points))
    return [curve for curve in found if curve.points]


def _figures(runs: list[_Trace]) -> list[tuple[str, str, str]]:
    """The best loss and accuracy of all runs after their first epoch, and how far they are."""
    found = []
    for split, column in (("Validation", "validation"), ("Training", "train")):
        losses = [(value, epoch) for run in runs for epoch, value in run.points(f"{column}_loss") if epoch > 0]
        if not losses:
            continue
        loss, epoch = min(losses)
        found.append((f"{split} loss", _figure(loss), f"best, epoch {epoch:,.0f}"))
        shares = [(-value, epoch) for run in runs for epoch, value in run.points(f"{column}_accuracy") if epoch > 0]
        if shares:
            share, epoch = min(shares)
            found.append((f"{split} accuracy", f"{-share * 100:.1f} %", f"best, epoch {epoch:,.0f}"))
        break
    last = max((epoch for run in runs for epoch, _ in run.points("train_loss")), default=0)
    if len(runs) > 1:
        found.append(("Runs", str(len(runs)), f"up to epoch {last:,.0f}"))
    elif last:
        found.append(("Epochs", f"{last:,.0f}", ""))
    return found


def _figure(value: float) -> str:
    """Three significant digits."""
    if value != 0 and not 0.001 <= abs(value) < 1e6:
        return f"{value:.1e}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:#.3g}".rstrip(".")
