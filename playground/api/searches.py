"""Searches as a whole: their trials as columns, when they trained, and which setting mattered."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from playground.api.find import experiment_to_read
from playground.importances import importance
from playground.kept_answers import KeptAnswers
from playground.trials import trial_columns, trial_times

router = Router(tags=["searches"])
_kept = KeptAnswers(room=8 * 2**20)


@router.get("/experiments/{slug:public_id}/trials", response=dict[str, Any], summary="All runs as columns")
def trials(request: HttpRequest, public_id: str) -> HttpResponse:
    """A list per figure over all runs; `best`, `last` and `settings` hold lists by name. Small even for 2,000 runs."""
    experiment = experiment_to_read(request, public_id)
    question = ("trials", experiment.public_id, experiment.seq)
    return _answer(question, lambda: trial_columns(experiment))


@router.get("/experiments/{slug:public_id}/times", response=dict[str, Any], summary="When each trial trained")
def times(request: HttpRequest, public_id: str) -> HttpResponse:
    """Columns `trials`, `begun`, `ended`: seconds since the experiment was made, null while it trains."""
    experiment = experiment_to_read(request, public_id)
    return _answer(("times", experiment.public_id, experiment.seq), lambda: trial_times(experiment))


@router.get("/experiments/{slug:public_id}/importance", summary="Which setting decided most, by fANOVA or PED-ANOVA")
def importances(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Shares that sum to 1, the most important first; `sentence` says why there are none."""
    return importance(experiment_to_read(request, public_id))


def _answer(question: Any, make: Any) -> HttpResponse:
    data = _kept.answer(question, lambda: json.dumps(make(), allow_nan=False).encode())
    return HttpResponse(data, content_type="application/json")
