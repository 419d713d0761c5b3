"""What pictures of an experiment's networks are drawn from: the scene of a run, its sounds, and its weights."""

from base64 import b64encode
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router

from playground.api.find import experiment_to_read
from playground.identity import Forbidden
from playground.kept_weights import KeptWeights, newest_networks
from playground.models import Experiment
from playground.planned import spec_of
from playground.scenes import clips_of, scene_of
from training.problems import Problem, SpecError
from training.spec import Spec

router = Router(tags=["pictures"])
MOST_BYTES, MOST_EPOCHS = 750_000, 1000
"""What one answer holds; base64 makes a third more of it."""
RunNumber = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/experiments/{slug:public_id}/scene", summary="What a picture of one of its networks needs")
def scene(request: HttpRequest, public_id: str, run: RunNumber = 1) -> dict[str, Any]:
    """Layers, first weights, samples, and how columns become inputs; test samples once the owner opened them."""
    experiment = experiment_to_read(request, public_id)
    spec = _spec_of(experiment, run)
    return scene_of(spec, test_opened=experiment.test_openings > 0)


@router.get("/experiments/{slug:public_id}/scene/clips", summary="The sounds among the samples of its scene")
def clips(
    request: HttpRequest, public_id: str, split: Literal["train", "validation", "test"], run: RunNumber = 1
) -> dict[str, Any]:
    """The wave and the spectrogram of every sample that the scene shows of this split; of the test once it is open."""
    experiment = experiment_to_read(request, public_id)
    if split == "test" and experiment.test_openings == 0:
        raise Forbidden("The test set is sealed: its owner has not opened it.")
    return clips_of(_spec_of(experiment, run), split)


@router.get("/experiments/{slug:public_id}/weights", summary="Weights of a run after some of its epochs")
def weights(
    request: HttpRequest, public_id: str, run: RunNumber = 1, epochs: Annotated[str, Query(max_length=10_000)] = ""
) -> dict[str, Any]:
    """Without `epochs` an index: whose weights are known. With `epochs=1,2,4` (or `newest`) the weights themselves, in
    base64, as many as fit into one answer; `more` lists the others.

    Every run keeps all epochs up to 16, then 16 in each doubling, fewer of large networks; first, best and last always.
    """
    experiment = experiment_to_read(request, public_id)
    row = experiment.runs.filter(number=run).first()
    if row is None:
        raise Http404
    kept = KeptWeights(experiment, row)
    if not epochs:
        return kept.index()
    asked = set(kept.epochs[-1:]) if epochs == "newest" else _numbers(epochs)
    found = kept.of(asked, MOST_BYTES)
    return {
        "weights": [{"run": run, "epoch": each, "data": b64encode(data).decode()} for each, data in found.items()],
        "more": [each for each in kept.epochs if each in asked and each not in found],
    }


@router.get("/experiments/{slug:public_id}/networks", summary="The newest weights of several of its runs")
def networks(
    request: HttpRequest,
    public_id: str,
    runs: Annotated[str, Query(max_length=10_000)],
    epoch: Annotated[int | None, Query(ge=0, le=10_000_000)] = None,
) -> dict[str, Any]:
    """`runs=1,2,4` asks for the last network of these runs, or the newest that is kept while they train, in base64, as
    many as fit into one answer; `more` lists the others. A run that has not started, or keeps none, is in neither.

    With `epoch=20` they are those that were the newest kept ones after 20 epochs.
    """
    experiment = experiment_to_read(request, public_id)
    found, more = newest_networks(experiment, _numbers(runs, "runs"), MOST_BYTES, epoch)
    return {
        "weights": [{"run": run, "epoch": epoch, "data": b64encode(data).decode()} for run, epoch, data in found],
        "more": more,
    }


def _numbers(text: str, name: str = "epochs") -> set[int]:
    words = text.split(",")
    if len(words) > MOST_EPOCHS or not all(word.isascii() and word.isdigit() and len(word) < 8 for word in words):
        raise SpecError([Problem(name, f"These must be up to {MOST_EPOCHS} {name}, like 1,2,4.")])
    return {int(word) for word in words}


def _spec_of(experiment: Experiment, run: int) -> Spec:
    """The spec of one of its runs; of the last, where there are not so many."""
    last = experiment.runs.order_by("-number").values_list("number", flat=True)[0]
    return spec_of(experiment, min(run, last))
