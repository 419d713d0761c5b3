"""What sockets send: the events after a cursor with their weights, and the status; for many sockets in one look.

Between them sockets ask many times a second. What experiments have in common, and what a status needs, is read once for
all that ask at the same time; of each one only its new events and weights, if it has any.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from channels.db import database_sync_to_async

from playground.condensed import newest_of_each, with_many_runs
from playground.models import Event, Experiment, Weights
from playground.shared_reads import SharedReads
from playground.status import statuses

PAGE = 200
LONG_PAGE = 2000
"""Events of very many runs that make one message: most of them are left out."""
MOST_FRAMES = 16
"""Weights in one message; whoever comes late gets the newest alone."""


class Question(NamedTuple):
    """What a socket wants to know."""

    experiment: int
    last: int
    """The event up to which it has told all."""
    shown: int
    """The event up to which it has sent the weights."""
    late: bool
    """Whether it is catching up."""


@dataclass(frozen=True)
class Page:
    """A message, and what those who send it must know of it."""

    text: str
    status: dict[str, Any]
    news: bool
    last: int
    more: bool
    access: int


class _News(NamedTuple):
    """What is new to a socket: events and weights as JSON."""

    bodies: list[str]
    frames: list[str]
    last: int
    more: bool
    missing: bool
    """Whether events are left out."""


@database_sync_to_async
def read_pages(questions: Sequence[Question]) -> dict[Question, Page]:
    """The page that comes next, for each socket. The status is read last: it is never older than the events."""
    keys = {question.experiment for question in questions}
    experiments = {each.pk: each for each in Experiment.objects.briefly().filter(pk__in=keys)}
    many = with_many_runs(keys)
    news = {
        question: _news(experiments[question.experiment], question, question.experiment in many)
        for question in questions
        if question.experiment in experiments
    }
    stands = statuses(experiments)
    return {question: _page(question, found, stands) for question, found in news.items()}


reads = SharedReads(read_pages)


def _news(experiment: Experiment, question: Question, many: bool) -> _News:
    if experiment.seq <= question.last:
        return _News([], [], question.last, False, False)
    size = LONG_PAGE if many else PAGE
    rows = list(Event.objects.filter(experiment=experiment).after(question.last, size).values_list("seq", "body"))
    last, more = rows[-1][0] if rows else question.last, len(rows) == size
    bodies: Iterable[str] = [body for _, body in rows]
    bodies, missing = newest_of_each(bodies) if many else (list(bodies), False)
    frames: list[str] = []
    if not more and last > question.shown:  # pictures of what is only read on the way are never seen
        most = 1 if question.late else MOST_FRAMES
        frames = [each.to_json() for each in Weights.objects.to_show(experiment, question.shown, last, most)]
    return _News(bodies, frames, last, more, missing)


def _page(question: Question, news: _News, stands: dict[int, tuple[int, int, dict[str, Any]]]) -> Page:
    """Events and weights are JSON already."""
    _, access, status = stands[question.experiment]
    weights = f'"weights":[{",".join(news.frames)}],' if news.frames else ""
    condensed = f'"after":{question.last},"last":{news.last},' if news.missing else ""
    said = json.dumps(status, allow_nan=False)
    text = f'{{"events":[{",".join(news.bodies)}],{condensed}{weights}"status":{said}}}'
    return Page(text, status, bool(news.bodies or news.frames), news.last, news.more, access)
