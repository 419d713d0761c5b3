"""Curves from outside become experiments whose events look like all others, so that every chart can show them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from playground.bell import bell
from playground.models import Classroom, Event, Experiment, Limits, Owner, Posted, Run, State, Visibility
from playground.models.posted import ELSEWHERE, SILENT_AFTER
from playground.refusals import Finished, TooMany
from playground.storage_quota import refuse_without_storage
from training.events import EpochEnded, Metrics, RunFailed, RunFinished, RunStarted

MOST_OPEN, MOST_A_DAY = 20, 300
MOST_EPOCHS = 10_000
BYTES_AN_EPOCH = 400
"""Of the log: what is counted against a limit before it is known."""
FULL = f"{MOST_OPEN} of your curves are being posted; more at once are not allowed. Finish one first."
OFTEN = f"You have posted {MOST_A_DAY} curves today; more are not allowed."
OVER = "This curve is finished: nothing is added to it. Start another one."
SILENT = "Nothing was posted for 30 minutes, so the training elsewhere seems to have ended without a word."
NOT_HERE = "This curve was posted from outside: it is trained elsewhere, so no network of it is here to work with."
__all__ = ["SILENT_AFTER"]
SAYINGS = {
    "epochs": "The training elsewhere has ended.",
    "stopped early": "The training elsewhere was stopped early.",
    "stopped by user": "The training elsewhere was stopped by hand.",
    "diverged": "The training elsewhere diverged.",
}


def is_posted(spec: dict[str, Any]) -> bool:
    """Whether this spec is only what somebody told about a training elsewhere."""
    return "posted" in spec


def begin(owner: Owner, classroom: Classroom | None, limits: Limits, wanted: dict[str, Any]) -> Experiment:
    """A curve without epochs; the same one again where `key` is known already. Raises TooMany."""
    with transaction.atomic():
        Owner.objects.select_for_update(no_key=True).only("pk").get(pk=owner.pk)
        known = Experiment.objects.filter(owner=owner, posted__key=wanted["key"]).first()
        if known is not None:
            return known
        refuse_without_storage(owner, limits)
        _refuse_too_many(owner)
        made = _written(owner, classroom, wanted)
    bell.ring_watchers(made.public_id, made.seq)
    return made


def add(experiment: Experiment, epochs: Sequence[dict[str, Any]]) -> int:
    """Write down the epochs that come after the last one; the others are known already. Returns the last one now."""
    with transaction.atomic():
        run = _open(experiment)
        new = [each for each in sorted(epochs, key=lambda each: int(each["epoch"])) if each["epoch"] > run.epoch]
        new = [each for at, each in enumerate(new) if at == 0 or each["epoch"] > new[at - 1]["epoch"]]
        _record(experiment, run, [_epoch_ended(each) for each in new])
        Posted.objects.filter(experiment=experiment).update(heard_at=Now())
    bell.ring_watchers(experiment.public_id, experiment.seq)
    return run.epoch


def finish(experiment: Experiment, reason: str, explanation: str) -> None:
    """It is over. Raises Finished where it was before."""
    with transaction.atomic():
        run = _open(experiment)
        if reason == "failed":
            words = f"The training elsewhere failed: {explanation}" if explanation else "The training elsewhere failed."
            event = RunFailed(run=1, reason=words[:200]).to_dict()
        else:
            event = _run_finished(experiment, run, reason, explanation)
        _end(experiment, run, event)
    bell.ring_watchers(experiment.public_id, experiment.seq)


def end_silent(most: int = 50) -> int:
    """End the curves that nobody has told anything about for too long; of how many it was the end."""
    ended = 0
    for posted in Posted.objects.silent().select_related("experiment").order_by("pk")[:most]:
        with transaction.atomic():
            if Posted.objects.silent().select_for_update().filter(pk=posted.pk).exists():
                run = posted.experiment.runs.select_for_update().get()
                _end(posted.experiment, run, RunFailed(run=1, reason=SILENT).to_dict())
                ended += 1
        bell.ring_watchers(posted.experiment.public_id, posted.experiment.seq)
    return ended


def _refuse_too_many(owner: Owner) -> None:
    mine = Posted.objects.filter(experiment__owner=owner)
    if mine.open().count() >= MOST_OPEN:
        raise TooMany(FULL)
    if mine.filter(experiment__created__gt=Now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooMany(OFTEN)


def _written(owner: Owner, classroom: Classroom | None, wanted: dict[str, Any]) -> Experiment:
    """Experiment, population and run; the population is over, so that no worker ever claims it."""
    title, epochs = wanted["title"], wanted["epochs"]
    made = Experiment.objects.create(
        owner=owner,
        classroom=classroom,
        visibility=Visibility.CLASS if classroom else Visibility.LINK,
        title=title,
        spec={"format": 1, "title": title, "posted": {"settings": wanted["settings"]}},
        takes=BYTES_AN_EPOCH * epochs,
    )
    Posted.objects.create(experiment=made, key=wanted["key"])
    population = made.populations.create(number=1, state=State.FINISHED, device=ELSEWHERE)
    run = made.runs.create(population=population, number=1, epochs=epochs)
    counts = dict.fromkeys(("train_samples", "validation_samples", "test_samples", "updates_per_epoch"), 0)
    started = RunStarted(run=1, parameters=wanted["parameters"], weights_sha256="", device=ELSEWHERE, **counts)
    _record(made, run, [started.to_dict()])
    return made


def _open(experiment: Experiment) -> Run:
    """Its run, locked; Finished where nothing may be added any more."""
    posted = Posted.objects.select_for_update().get(experiment=experiment)
    if posted.ended:
        raise Finished(OVER)
    return experiment.runs.select_for_update().get()


def _record(experiment: Experiment, run: Run, events: Sequence[dict[str, Any]]) -> None:
    Event.objects.append(experiment, events)
    for event in events:
        run.record(event)
        run.epochs = max(run.epochs, run.epoch)
    run.save()


def _end(experiment: Experiment, run: Run, event: dict[str, Any]) -> None:
    _record(experiment, run, [event])
    Posted.objects.filter(experiment=experiment).update(ended=True)
    Experiment.objects.filter(pk=experiment.pk).update(measured=False, access=F("access"))


def _epoch_ended(told: dict[str, Any]) -> dict[str, Any]:
    """What is not known of a training elsewhere is null, where our own epochs have a number."""
    figures = {name: told.get(name) for name in Metrics.model_fields}
    unknown = dict.fromkeys(("penalty", "gradient_norm", "weight_norm"))
    event = EpochEnded(
        run=1, epoch=told["epoch"], updates=0, samples=0, seconds=told["seconds"], learning_rate=0.0, batch_size=0,
        **figures, **unknown,
    )  # fmt: skip
    return event.to_dict() | dict.fromkeys(("updates", "samples", "batch_size")) | {
        "learning_rate": told.get("learning_rate")
    }  # fmt: skip


def _run_finished(experiment: Experiment, run: Run, reason: str, explanation: str) -> dict[str, Any]:
    best_epoch, best = _best(experiment)
    names = Metrics.model_fields
    event = RunFinished(
        run=1,
        reason=reason,
        explanation=explanation or SAYINGS[reason],
        epochs=run.epoch,
        best_epoch=best_epoch,
        best=Metrics(**{name: best.get(name) for name in names}),
        last=Metrics(**{name: run.last.get(name) for name in names}),
        weights_sha256="",
        fingerprint=ELSEWHERE,
    )
    return event.to_dict()


def _best(experiment: Experiment) -> tuple[int, dict[str, Any]]:
    """The epoch with the lowest validation loss, or training loss where there is none."""
    rows = [event.values() for event in Event.objects.filter(experiment=experiment).order_by("seq").iterator()]
    epochs = [row for row in rows if row["type"] == "epoch_ended"]
    for column in ("validation_loss", "train_loss"):
        known = [row for row in epochs if row[column] is not None]
        if known:
            found = min(known, key=lambda row: float(row[column]))
            return found["epoch"], found
    return 0, {}
