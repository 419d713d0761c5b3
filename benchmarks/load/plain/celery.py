"""The Celery app and its one task."""

import os
import time
from typing import Any

from asgiref.sync import async_to_sync
from celery import Celery, shared_task
from celery.signals import worker_init
from channels.layers import get_channel_layer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.load.plain.settings")
app = Celery("plain")
app.config_from_object("django.conf:settings", namespace="CELERY")


@worker_init.connect
def warm_up(**_: Any) -> None:
    """Load PyTorch once, before the fork."""
    import torch

    torch.set_num_threads(1)
    from training import Spec, train

    for dataset in ("circle", "digits"):
        list(train(Spec.parse({"data": {"dataset": dataset}, "stopping": {"epochs": 1}})))


@shared_task
def train_run(key: int) -> None:
    """From the first epoch to the last."""
    from benchmarks.load.plain.models import Run, Said
    from training import Spec, train

    run = Run.objects.get(pk=key)
    if run.stopped:
        return
    Run.objects.filter(pk=key).update(state="running")
    send = async_to_sync(get_channel_layer().group_send)
    number = 0
    for event in train(Spec.parse(run.spec)):
        told = event.to_dict()
        if told["type"] not in ("epoch_ended", "run_finished"):
            continue
        number += 1
        body = {"number": number, "written": time.time(), **told}
        Said.objects.create(run=run, body=body)
        send(f"run.{key}", {"type": "said", "body": body})
        if Run.objects.values_list("stopped", flat=True).get(pk=key):
            break
    Run.objects.filter(pk=key).update(state="ended")
    send(f"run.{key}", {"type": "said", "body": {"number": number + 1, "type": "end"}})
