"""Reading results: events, curves, and the sealed test set."""

import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from playground.api.find import experiment_to_control, experiment_to_read, json_body, run_in
from playground.envelope import open_envelope, opened_envelopes
from playground.history import history
from playground.kept_answers import KeptAnswers
from playground.models import Event

router = Router(tags=["results"])
BIGGEST = 2**63 - 1
_histories = KeptAnswers(room=24 * 2**20)


@router.get("/experiments/{slug:public_id}/events", summary="The events after a number")
def events(
    request: HttpRequest,
    public_id: str,
    after: Annotated[int, Query(ge=0, le=BIGGEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> HttpResponse:
    """The same rows as the socket sends; `more` says whether to ask again."""
    experiment = experiment_to_read(request, public_id, posted=True)
    rows = list(Event.objects.filter(experiment=experiment).after(after, limit).values_list("seq", "body"))
    last = rows[-1][0] if rows else after
    more = "true" if last < experiment.seq else "false"
    # The rows are JSON already; they are sent as they were written.
    bodies = ",".join(body for _, body in rows)
    return HttpResponse(f'{{"events":[{bodies}],"last":{last},"more":{more}}}', content_type="application/json")


@router.get(
    "/experiments/{slug:public_id}/history",
    response=dict[str, Any],
    summary="The curves as columns, long runs thinned",
)
def columns(
    request: HttpRequest,
    public_id: str,
    points: Annotated[int, Query(ge=10, le=20_000)] = 2000,
    first: Annotated[int, Query(ge=0, le=BIGGEST)] = 0,
    last: Annotated[int | None, Query(ge=0, le=BIGGEST)] = None,
) -> HttpResponse:
    """About `points` rows in all, a column per figure; peaks and dips, the best and the last epoch are among them.

    `first` and `last` ask for a range of epochs in more detail. `events` has what is no epoch; go on after `seq`.
    """
    experiment = experiment_to_read(request, public_id, posted=True)

    def columns_of_it() -> bytes:
        return json.dumps(history(experiment, points, first, last), allow_nan=False).encode()

    question = (experiment.public_id, experiment.seq, points, first, last)
    return HttpResponse(_histories.answer(question, columns_of_it), content_type="application/json")


@router.post("/experiments/{slug:public_id}/test", summary="Open the sealed test set for one run")
def open_test(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """The body may be {"run": 3}, with 0 for an ensemble; without it, the run is the one that validation chose.

    Each look is counted, stamped and recorded: choosing by test figures makes them worthless. 409 before the end of all
    runs. The answer is the newest opening, with all of them as `openings`, the newest first.
    """
    experiment = experiment_to_control(request, public_id)
    return open_envelope(experiment, run_in(json_body(request)))


@router.get("/experiments/{slug:public_id}/test", summary="The openings of the test set")
def openings(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """{"test": null} while it is sealed; else as POST answers."""
    return {"test": opened_envelopes(experiment_to_read(request, public_id, posted=True))}
