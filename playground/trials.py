"""A search as columns: its runs, the times in which they trained, and what an importance is computed from."""

import json
import re
from collections import defaultdict
from typing import Any

from django.db.models import Q

from playground.models import Event, Experiment, State

PLAIN = ("number", "trial", "repetition", "name", "group", "state", "reason", "epoch", "epochs", "best_epoch")
TRIAL_OF_RUN = re.compile(r'"run": (\d+)')
STARTED = re.compile(r'"type": "run_started"')


def trial_columns(experiment: Experiment) -> dict[str, Any]:
    """A list per figure over all runs; `best` and `last` by metric, `settings` by path. What is not known is null.

    `unset` has the places of runs that do not name a path: null may be a value as well.
    """
    rows = list(experiment.runs.order_by("number").values_list(*PLAIN, "best", "last", "settings"))
    [scores] = _scores(experiment, experiment.runs.order_by("number"))
    plain = {name: [row[place] for row in rows] for place, name in enumerate(PLAIN)}
    best, last, settings = ([row[len(PLAIN) + place] for row in rows] for place in range(3))
    columns = {"best": _by_name(best), "last": _by_name(last), "settings": _by_name(settings)}
    unset = {path: [place for place, each in enumerate(settings) if path not in each] for path in columns["settings"]}
    return {
        "seq": experiment.seq,
        **plain,
        **columns,
        "unset": {path: places for path, places in unset.items() if places},
        "objective": experiment.objective,
        "score": scores,
    }


def scored_trials(experiment: Experiment) -> list[dict[str, Any]]:
    """{"settings", "score"} of the trials that have ended with a score: the mean over their repetitions."""
    found: dict[int, tuple[dict[str, Any], list[float]]] = defaultdict(lambda: ({}, []))
    ended = experiment.runs.filter(state=State.FINISHED).exclude(reason="diverged").order_by("number")
    for trial, settings, score in zip(*_scores(experiment, ended, "trial", "settings"), strict=True):
        if score is not None:
            found[trial][0].update(settings)
            found[trial][1].append(score)
    return [{"settings": settings, "score": sum(scores) / len(scores)} for settings, scores in found.values()]


def _scores(experiment: Experiment, runs: Any, *names: str) -> list[list[Any]]:
    """Columns of these runs, the last one their best objective in its own units: of training where none validated."""
    rows = list(runs.values_list(*names, "score", "best"))
    sign = -1 if experiment.objective.endswith("accuracy") else 1
    scores = [None if row[-2] is None else sign * row[-2] for row in rows]
    if not any(score is not None for score in scores):
        scores = [row[-1].get(experiment.objective.replace("validation", "train")) for row in rows]
    return [*([row[place] for row in rows] for place in range(len(names))), scores]


def trial_times(experiment: Experiment) -> dict[str, list[Any]]:
    """When the first repetition of each trial began and its last one ended, in seconds since it was made."""
    trial_of = dict(experiment.runs.values_list("number", "trial"))
    told = Event.objects.filter(experiment=experiment).filter(
        Q(body__contains='"type": "run_started"')
        | Q(body__contains='"type": "run_finished"')
        | Q(body__contains='"type": "run_failed"')
    )
    begun: dict[int, float] = {}
    ended: dict[int, list[float]] = defaultdict(list)
    for body, created in told.order_by("seq").values_list("body", "created").iterator():
        head = body[:200]
        run = TRIAL_OF_RUN.search(head)
        trial = trial_of.get(int(run[1])) if run else None
        if trial is None:
            continue
        seconds = round((created - experiment.created).total_seconds(), 3)
        if STARTED.search(head):
            begun.setdefault(trial, seconds)
        else:
            ended[trial].append(seconds)
    runs_of: dict[int, int] = defaultdict(int)
    for trial in trial_of.values():
        runs_of[trial] += 1
    trials = sorted(begun)
    over = [max(ended[trial]) if len(ended[trial]) == runs_of[trial] else None for trial in trials]
    return {"trials": trials, "begun": [begun[trial] for trial in trials], "ended": over}


def _by_name(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def as_question(experiment: Experiment) -> tuple[int, bytes]:
    """How many trials have a score, and what `training.search.importance` wants to know of them."""
    trials = scored_trials(experiment)
    question = {"trials": trials, "maximize": experiment.objective.endswith("accuracy")}
    return len(trials), json.dumps(question, allow_nan=False).encode()
