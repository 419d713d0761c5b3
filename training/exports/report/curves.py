"""The charts of a report: of one run, of a few, and of a search."""

from statistics import mean

from training.exports.report.blocks import Block
from training.exports.report.chart import Curve, chart
from training.exports.report.story import RunStory, Story

TRAIN, VALIDATION = "#2359c4", "#bd4a06"
RUNS = ("#2359c4", "#bd4a06", "#0b7a62", "#7a4aa8", "#a8201a", "#7a6400", "#a8327d", "#3f5a66")
SPLITS = (("train", "training", TRAIN, False), ("validation", "validation", VALIDATION, True))


def charts(story: Story) -> list[Block]:
    """Loss and accuracy per epoch, the learning rate below; of a search also the best figure so far."""
    kinds = ["loss", *(["accuracy"] if story.classes else [])]
    together = len(story.runs) > 1 and not story.many
    found: list[Block] = []
    for kind in kinds:
        curves = _of_several(story, kind) if together else _of_one(story.runs.get(story.chosen), kind)
        if curves:
            found.append(chart(f"{kind} by run" if together else kind, curves, zero=kind == "loss"))
    if run := story.runs.get(story.chosen):
        rates = [(float(epoch), rate) for epoch, rate in run.curves.get("learning_rate", [])]
        if rates:
            found.append(chart("learning rate", [Curve(run.name, "#57625e", rates)], height=110))
    return found


def _of_one(run: RunStory | None, kind: str) -> list[Curve]:
    """Training and validation, with a ring around the best epoch."""
    if run is None:
        return []
    best = (run.finished or {}).get("best_epoch")
    found = []
    for split, name, colour, dashed in SPLITS:
        points = [(float(epoch), value) for epoch, value in run.curves.get(f"{split}_{kind}", [])]
        mark = next((point for point in points if point[0] == best), None) if split == "validation" else None
        if points:
            found.append(Curve(name, colour, points, dashed, mark=mark))
    return found


def _of_several(story: Story, kind: str) -> list[Curve]:
    """A line for each trial, with a band over its seeds; of more than eight trials the best ones."""
    trials: dict[int, list[RunStory]] = {}
    for run in story.runs.values():
        trials.setdefault(run.trial, []).append(run)
    known = any(f"validation_{kind}" in run.curves for run in story.runs.values())
    column = f"{'validation' if known else 'train'}_{kind}"
    chosen = story.runs[story.chosen].trial if story.chosen in story.runs else min(trials)
    shown = sorted(trials, key=lambda trial: (trial != chosen, trial))[: len(RUNS)]
    found = [_of_trial(trials[trial], column, RUNS[place]) for place, trial in enumerate(sorted(shown))]
    average = [(float(epoch), value) for epoch, value in story.average.get(column, [])]
    return [each for each in (*found, Curve("average", "#1b2422", average)) if each.points]


def _of_trial(runs: list[RunStory], column: str, colour: str) -> Curve:
    by_epoch: dict[int, list[float]] = {}
    for run in runs:
        for epoch, value in run.curves.get(column, []):
            by_epoch.setdefault(epoch, []).append(value)
    epochs = sorted(by_epoch)
    points = [(float(epoch), mean(by_epoch[epoch])) for epoch in epochs]
    if len(runs) == 1:
        return Curve(str(runs[0].number), colour, points)
    band = [min(by_epoch[epoch]) for epoch in epochs], [max(by_epoch[epoch]) for epoch in epochs]
    return Curve(f"{runs[0].number}–{runs[-1].number}", colour, points, band=band)


def best_so_far(scores: list[tuple[int, float]], objective: str) -> Block:
    """Every run's figure that counts, and the best of all up to it."""
    larger = objective.endswith("accuracy")
    best: list[tuple[float, float]] = []
    for trial, score in scores:
        before = best[-1][1] if best else score
        best.append((float(trial), max(before, score) if larger else min(before, score)))
    each = Curve("each run", "#8d8f86", [(float(trial), score) for trial, score in scores])
    return chart(objective.replace("_", " "), [each, Curve("best so far", RUNS[2], best)], "run", zero=not larger)
