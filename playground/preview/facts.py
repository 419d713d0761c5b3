"""What the preview of an experiment tells: words, curves and figures."""

from dataclasses import dataclass
from typing import Any

from playground.history import history
from playground.models import Dataset, Experiment
from playground.status import status
from training.problems import SpecError
from training.spec import Spec

POINTS = 400
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
    told = history(experiment, POINTS)
    runs = [run for run in told["runs"] if run["run"] != 0]
    names = {event["run"]: event.get("name") for event in told["events"] if event["type"] == "run_started"}
    short = in_short(experiment.spec)
    state = status(experiment)["sentence"]
    return Facts(
        experiment.title or short, short if experiment.title else "", state, _curves(runs, names), _figures(runs)
    )


def in_words(experiment: Experiment) -> str:
    """What a chat tells of it beside the picture, from the summaries of its runs: the log may be long."""
    told = [in_short(experiment.spec), status(experiment)["sentence"].rstrip(".")]
    runs = [run.best or run.last for run in experiment.runs.defer("weights")]
    for split, column in (("Validation", "validation_loss"), ("Training", "train_loss")):
        losses = [run[column] for run in runs if run.get(column) is not None]
        if losses:
            told.append(f"{split} loss {_figure(min(losses))}")
            break
    return ". ".join(told) + "."


def in_short(values: dict[str, Any]) -> str:
    """ "Circle, 4 – 2 tanh, Momentum": as the pages name what nobody named."""
    try:
        spec = Spec.parse(values, Dataset.objects.outline)
    except SpecError:  # an older experiment, or its data set is gone
        return "An experiment"
    outline = spec.outline(Dataset.objects.outline)
    hidden = spec.network.hidden
    kinds = {layer.activation.title for layer in hidden}
    units = " – ".join(str(layer.units) for layer in hidden)
    network = f"{units} {kinds.pop()}" if len(kinds) == 1 else units or "linear model"
    return ", ".join([outline.title if outline else spec.data.dataset, network, spec.optimizer.title])


def _points(run: dict[str, Any], column: str) -> Points:
    columns = run["columns"]
    pairs = zip(columns.get("epoch", []), columns.get(column, []), strict=False)
    return [(float(epoch), float(value)) for epoch, value in pairs if value is not None]


def _curves(runs: list[dict[str, Any]], names: dict[int, Any]) -> list[Curve]:
    if len(runs) == 1:
        found = [
            Curve("training", "train", _points(runs[0], "train_loss")),
            Curve("validation", "validation", _points(runs[0], "validation_loss"), dashed=True),
        ]
    else:
        found = []
        for run in runs[:MOST_CURVES]:
            points = _points(run, "validation_loss") or _points(run, "train_loss")
            found.append(Curve(names.get(run["run"]) or f"run {run['run']}", f"run-{(run['run'] - 1) % 8 + 1}", points))
    return [curve for curve in found if curve.points]


def _figures(runs: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """The best loss and accuracy of all runs after their first epoch, and how far they are."""
    found = []
    for split, column in (("Validation", "validation"), ("Training", "train")):
        losses = [(value, epoch) for run in runs for epoch, value in _points(run, f"{column}_loss") if epoch > 0]
        if not losses:
            continue
        loss, epoch = min(losses)
        found.append((f"{split} loss", _figure(loss), f"best, epoch {epoch:,.0f}"))
        shares = [(-value, epoch) for run in runs for epoch, value in _points(run, f"{column}_accuracy") if epoch > 0]
        if shares:
            share, epoch = min(shares)
            found.append((f"{split} accuracy", f"{-share * 100:.1f} %", f"best, epoch {epoch:,.0f}"))
        break
    last = max((epoch for run in runs for epoch, _ in _points(run, "train_loss")), default=0)
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
