"""The reaper: every second it derives from the database what should be going on. It keeps no state of its own."""

import logging
from datetime import timedelta

import redis
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from playground import line, posting, queue, storage
from playground.duties import DUTIES
from playground.models import Measurement, Population, Worker

log = logging.getLogger(__name__)
FORGET_WORKERS = timedelta(days=1)


def reap() -> None:
    """End what keeps crashing, and ring for work that nobody attends. Two reapers, or none, do no harm."""
    failed = fail_poisonous()
    if failed:
        log.warning("%d populations crashed too often and were ended", failed)
    Worker.objects.filter(last_seen__lt=Now() - FORGET_WORKERS).delete()
    Measurement.objects.forget()
    posting.end_silent()
    line.tidy()
    storage.measure()
    for duty in DUTIES.values():
        if duty.waits("cpu", "") and _no_ring_is_waiting(duty.queue):
            duty.ring()


def fail_poisonous() -> int:
    """End populations whose lease expired and which were claimed too often without a commit."""
    with transaction.atomic():
        poisonous = list(
            Population.objects.open()
            .filter(attempts__gte=queue.MOST_ATTEMPTS, lease_until__lt=Now())
            .select_related("experiment")
            .select_for_update(skip_locked=True, of=("self",))
        )
        for population in poisonous:
            queue.fail(population, f"Training crashed {queue.MOST_ATTEMPTS} times in a row and was given up.")
    return len(poisonous)


def _no_ring_is_waiting(queue: str) -> bool:
    """Rings that workers have not heard yet are enough; more would pile up."""
    try:
        connection = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
        with connection:
            return connection.llen(queue) == 0
    except redis.RedisError:
        return False
