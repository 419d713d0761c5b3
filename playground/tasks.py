"""The bell's ear: a Celery task that carries no run id and says only "look into the queue"."""

from celery import shared_task

from playground.worker_process import station


@shared_task(name="advance")
def advance() -> None:
    """Take turns for a few seconds; ring on if work is left then."""
    station.attend()
