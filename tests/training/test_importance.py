"""Importances: the setting that decides is found, by either evaluator, in a process with limits."""

import json
import math
import random
import subprocess
import sys
from typing import Any

import pytest

from training.search.importance import FANOVA, LEAST_TRIALS, MOST_FOR_FANOVA, PED_ANOVA, importances


def trials(count: int) -> list[dict[str, Any]]:
    """The learning rate decides, the kind helps a little, l2 does nothing."""
    noise = random.Random(0)
    found = []
    for _ in range(count):
        rate, kind = 10 ** noise.uniform(-4, 0), noise.choice(["sgd", "adam"])
        settings = {"optimizer.learning_rate": rate, "optimizer.kind": kind, "l2": noise.random(), "batch.size": 10}
        found.append({"settings": settings, "score": math.exp((math.log10(rate) + 1.5) ** 2 + 0.3 * (kind == "sgd"))})
    return found


@pytest.mark.parametrize(("count", "evaluator"), [(40, FANOVA), (MOST_FOR_FANOVA + 1, PED_ANOVA)])
def test_the_setting_that_decides_comes_first(count: int, evaluator: str) -> None:
    answer = importances(trials(count), maximize=False)
    assert answer["evaluator"] == evaluator
    shares = {each["path"]: each["importance"] for each in answer["importances"]}
    assert next(iter(shares)) == "optimizer.learning_rate"
    assert shares["optimizer.learning_rate"] > 0.7
    assert sum(shares.values()) == pytest.approx(1)
    assert "batch.size" not in shares, "what does not differ cannot matter"


def test_few_trials_and_settings_that_nobody_shares_have_no_importance() -> None:
    assert importances(trials(LEAST_TRIALS - 1), maximize=False)["importances"] == []
    lonely = [{"settings": {f"path {number}": 1}, "score": number} for number in range(10)]
    assert importances(lonely, maximize=True) == {"evaluator": None, "importances": []}


def test_it_answers_in_a_process_of_its_own() -> None:
    question = json.dumps({"trials": trials(20), "maximize": False})
    command = [sys.executable, "-W", "error", "-m", "training.search.importance"]
    done = subprocess.run(command, input=question, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["importances"][0]["path"] == "optimizer.learning_rate"
