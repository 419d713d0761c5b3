"""Which setting mattered most in a search, by Optuna: a process of its own, for it needs memory and seconds.

`python -m training.search.importance` reads {"trials": [{"settings": {path: value}, "score": number}], "maximize": …}
and prints {"evaluator", "importances": [{"path", "importance"}]}, the most important first; they sum to 1.
"""

import json
import math
import resource
import sys
from collections.abc import Sequence
from typing import Any

FANOVA, PED_ANOVA = "fANOVA", "PED-ANOVA"
MOST_FOR_FANOVA = 300
"""fANOVA takes 2 s for so many trials and 48 s for 2,000; PED-ANOVA takes no time."""
LEAST_TRIALS = 8
DECADES = 50
"""Positive numbers whose largest is so many times the smallest are compared by their logarithms."""
MEMORY_BYTES = 2 << 30
PROCESSOR_SECONDS = 20


def importances(trials: Sequence[dict[str, Any]], maximize: bool) -> dict[str, Any]:
    """The share of each setting that all of these trials name and that differs among them.

    fANOVA (Hutter, Hoos, Leyton-Brown 2014): the share of the variance of a random forest's prediction that one setting
    explains alone. Losses are taken by their logarithms: else a single trial that nearly diverged would explain all.
    PED-ANOVA (Watanabe, Bansal, Hutter 2023): how much the best tenth of the trials differs in this setting from all.
    """
    # Optuna costs a second, which only this process pays.
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    settings = _comparable([trial["settings"] for trial in trials])
    if not settings or len(trials) < LEAST_TRIALS:
        return {"evaluator": None, "importances": []}
    scores = [trial["score"] for trial in trials]
    if not maximize and min(scores) > 0:
        scores = [math.log(score) for score in scores]
    spaces = {path: _space(values) for path, values in settings.items()}
    study = optuna.create_study(direction="maximize" if maximize else "minimize")
    study.add_trials(
        optuna.trial.create_trial(
            params={path: values[number] for path, values in settings.items()}, distributions=spaces, value=score
        )
        for number, score in enumerate(scores)
    )
    name = FANOVA if len(trials) <= MOST_FOR_FANOVA else PED_ANOVA
    evaluator: Any = (
        optuna.importance.FanovaImportanceEvaluator(seed=0)
        if name == FANOVA
        else optuna.importance.PedAnovaImportanceEvaluator()
    )
    found = optuna.importance.get_param_importances(study, evaluator=evaluator)
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return {"evaluator": name, "importances": [{"path": path, "importance": float(share)} for path, share in ranked]}


def _comparable(settings: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Path → one value per trial, for what all name and not all share; what is no number as its JSON."""
    shared = [path for path in settings[0] if all(path in each for each in settings)] if settings else []
    found = {}
    for path in shared:
        values = [each[path] for each in settings]
        if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            values = [json.dumps(value, sort_keys=True) for value in values]
        if len(set(values)) > 1:
            found[path] = values
    return found


def _space(values: Sequence[Any]) -> Any:
    from optuna.distributions import CategoricalDistribution, FloatDistribution

    if isinstance(values[0], str):
        return CategoricalDistribution(sorted(set(values)))
    low, high = min(values), max(values)
    return FloatDistribution(low, high, log=low > 0 and high / low >= DECADES)


def main() -> None:
    """Answer one question, under limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    question = json.load(sys.stdin)
    json.dump(importances(question["trials"], question["maximize"]), sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
