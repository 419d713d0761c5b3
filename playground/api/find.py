"""Finds what an address names, for those who may see it."""

from typing import Any

from django.http import Http404, HttpRequest, RawPostDataException

from playground import policy
from playground.identity import Forbidden, identify, identify_for_writing
from playground.models import Experiment
from playground.posting import NOT_HERE, is_posted
from playground.refusals import Finished
from training.problems import Problem, SpecError
from training.spec import TEXT_LIMIT, read_json

MOST_RUN = 100_000


def experiment_to_read(request: HttpRequest, public_id: str, *, posted: bool = False) -> Experiment:
    """The experiment, or 404 when it does not exist or must stay hidden.

    Raises Finished for one that is posted from outside, unless whoever asks can do with its curve alone (`posted`).
    """
    experiment = Experiment.objects.select_related("parent", "classroom").filter(public_id=public_id).first()
    if experiment is None or not policy.may_read(identify(request), experiment):
        raise Http404
    if not posted and is_posted(experiment.spec):
        raise Finished(NOT_HERE)
    return experiment


def experiment_to_control(
    request: HttpRequest, public_id: str, desired: str | None = None, *, posted: bool = False
) -> Experiment:
    """The experiment for its owner, or for whoever may wish this of it; others are told that they may only watch."""
    experiment = experiment_to_read(request, public_id, posted=posted)
    if not policy.may_control(identify_for_writing(request), experiment, desired):
        raise Forbidden("Only its owner can do this. Fork the experiment to get one of your own.")
    return experiment


def json_body(request: HttpRequest, most: int = TEXT_LIMIT) -> dict[str, Any]:
    """The body as an object; an empty body is {}."""
    try:
        body = request.body
    except RawPostDataException:  # it called itself a form, and the CSRF check has read it as one
        raise SpecError([Problem("", "This must be sent as JSON, not as a form.")]) from None
    return read_json(body, most) if body.strip() else {}


def settings_in(values: dict[str, Any]) -> dict[str, Any]:
    """The {"set": {path: value}} of a body."""
    settings = values.get("set")
    if set(values) != {"set"} or not isinstance(settings, dict):
        raise SpecError([Problem("set", 'This needs the form {"set": {"optimizer.learning_rate": 0.01}}.')])
    return settings


def run_in(values: dict[str, Any]) -> int | None:
    """The {"run": number} of a body, which it need not have."""
    run = values.get("run")
    if set(values) - {"run"} or (run is not None and (type(run) is not int or not 0 <= run <= MOST_RUN)):
        raise SpecError([Problem("run", 'This needs the form {"run": 3}, with the number of a run.')])
    return run
