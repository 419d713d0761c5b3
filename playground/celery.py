"""The Celery app: it rings workers, and prepares them before they take work."""

import os
from functools import partial
from typing import Any

from celery import Celery
from celery.signals import celeryd_init, worker_process_init

from playground.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")

app = Celery("playground")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["playground"])


@celeryd_init.connect
def prepare_worker(**_: Any) -> None:
    """Load PyTorch in workers only: the web process must stay small."""
    import playground.worker_process  # noqa: F401

    # Forked processes inherit this and compare it with the parent they find.
    worker_process_init.connect(partial(follow_parent, os.getpid()), weak=False)


def follow_parent(parent: int, **_: Any) -> None:
    """A killed worker takes its processes along."""
    die_with_parent(parent)
