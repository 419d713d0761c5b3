"""Taking results away: the forms there are, and the download itself."""

from hashlib import blake2b
from threading import BoundedSemaphore
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from ninja import Query, Router

from playground.api.find import MOST_RUN, experiment_to_read
from playground.identity import identify
from playground.models import Experiment
from playground.refusals import Busy
from playground.streaming import streamed
from playground.taking import recorded_of, run_to_take
from training.exports import EXPORTS, Export
from training.exports.recorded import Recorded
from training.version import VERSION

router = Router(tags=["results"])
SHORT = 5000
"""Events that are written down at once; longer logs are streamed, where the form can be."""
AT_ONCE, MOST_SECONDS = 2, 20.0
"""Documents made at the same time, and how long others wait for their turn."""
TEXTS = ("text/plain", "text/x-", "application/json", "application/x-bibtex")
_turns = BoundedSemaphore(AT_ONCE)


CURVES = ("csv", "json")
"""Forms that need no more than the log: what is posted from outside has them as well."""


@router.get("/exports", response=list[dict[str, Any]], summary="The forms in which results can be taken away")
def forms(request: HttpRequest) -> list[dict[str, Any]]:
    """`of_one_run`: it is about a single network, which `?run=` chooses. `long`: it may be too long to be held whole;
    `text`: it is short enough to be copied.
    """
    return [_described(name, form) for name, form in EXPORTS.items()]


def _described(name: str, form: Export) -> dict[str, Any]:
    long = form.pieces is not None
    text = not long and form.media_type.startswith(TEXTS)
    told = {"form": name, "title": form.title, "help": form.help, "suffix": form.suffix}
    return {**told, "of_one_run": form.of_one_run, "long": long, "text": text}


@router.get("/experiments/{slug:public_id}/export/{form}", summary="Download the results")
def export(
    request: HttpRequest,
    public_id: str,
    form: str,
    run: Annotated[int | None, Query(ge=1, le=MOST_RUN)] = None,
) -> HttpResponseBase:
    """`GET exports` lists the forms. Those of one network take `run`; without it, the run that validation chose.

    409 where a form needs a network and there is none yet. Figures of the test set are in it once it was opened.
    """
    experiment = experiment_to_read(request, public_id, posted=form in CURVES)
    if form not in EXPORTS:
        raise Http404
    chosen = EXPORTS[form]
    number = run_to_take(experiment, chosen, run)
    link = request.build_absolute_uri(experiment.get_absolute_url())
    recorded = recorded_of(experiment, number, identify(request), link)
    tag = _tag(form, experiment, recorded)
    if unchanged := get_conditional_response(request, etag=tag):
        return unchanged
    answer = _answer(request, chosen, recorded, experiment.seq)
    name = f"descent-{experiment.public_id}{f'-run-{number}' if chosen.of_one_run else ''}.{chosen.suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = tag
    return answer


def _answer(request: HttpRequest, form: Export, recorded: Recorded, events: int) -> HttpResponseBase:
    if form.pieces and events > SHORT:
        return streamed(request, form.pieces(recorded), form.media_type)
    if not _turns.acquire(timeout=MOST_SECONDS):
        raise Busy("Others are just taking large results away. Try again in a moment.")
    try:
        return HttpResponse(form.write(recorded), content_type=form.media_type)
    finally:
        _turns.release()


def _tag(form: str, experiment: Experiment, recorded: Recorded) -> str:
    """The same as long as the download would be: what it tells changes with the log and with what its owner writes."""
    told = (VERSION, form, recorded.run, recorded.link, experiment.seq, recorded.title, recorded.author, recorded.notes)
    return f'"{blake2b(repr(told).encode(), digest_size=12).hexdigest()}"'
