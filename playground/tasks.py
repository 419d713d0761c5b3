"""The bell's ear: Celery tasks that carry no run id and say only "look into the queue"."""

from celery import shared_task

from playground.worker_process import station


@shared_task(name="advance")
def advance() -> None:
    """Train for a few seconds; ring on if work is left then."""
    station.attend()


@shared_task(name="validate")
def validate() -> None:
    """Validate for a few seconds; only processes with this duty listen to the queue it comes by."""
    station.attend()
