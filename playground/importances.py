"""Asks a process of its own which setting decided most in a search: Optuna never enters the web process."""

import json
import logging
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Any

from playground.kept_answers import KeptAnswers
from playground.models import Experiment
from playground.trials import as_question
from training.search.importance import LEAST_TRIALS
from training.tables.limited import ENVIRONMENT, ROOT

COMMAND = (sys.executable, "-m", "training.search.importance")
WALL_SECONDS = 30.0

log = logging.getLogger(__name__)


class NotInTime(Exception):
    """The machine had too much else to do; another time there may be an answer, so this one is not kept."""


_answers = KeptAnswers(room=2**20)
_turn = BoundedSemaphore(1)


def importance(experiment: Experiment) -> dict[str, Any]:
    """{"evaluator", "trials", "importances", "sentence"}; may wait, so call it from a thread."""
    count, question = as_question(experiment)
    if count < LEAST_TRIALS:
        return _none(
            count, f"Importance is known from {LEAST_TRIALS} trials on; {count} have ended with a score so far."
        )
    kept = (experiment.pk, hash(question))
    try:
        found = json.loads(_answers.answer(kept, lambda: _ask(question)))
    except NotInTime:
        return _none(count, "The server had no time for the importances: open this page again in a while.")
    if found is None:
        return _none(count, "The importances could not be computed with the time and memory they may take.")
    if not found["importances"]:
        return _none(count, "The trials share no setting that differs between them, so none can be important.")
    return {**found, "trials": count, "sentence": None}


def _none(count: int, sentence: str) -> dict[str, Any]:
    return {"evaluator": None, "trials": count, "importances": [], "sentence": sentence}


def _ask(question: bytes) -> bytes:
    if not _turn.acquire(timeout=WALL_SECONDS):
        raise NotInTime
    try:
        done = subprocess.run(
            COMMAND, input=question, capture_output=True, timeout=WALL_SECONDS, cwd=ROOT, env=ENVIRONMENT, check=True
        )
        return done.stdout
    except subprocess.TimeoutExpired:
        raise NotInTime from None
    except (subprocess.SubprocessError, OSError) as error:
        log.exception("Importances cannot be computed: %s", (getattr(error, "stderr", None) or b"")[-500:])
        return b"null"
    finally:
        _turn.release()
