"""Pages and their addresses."""

import json

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST

from benchmarks.load.plain.celery import train_run
from benchmarks.load.plain.models import Run, Said
from training import Spec


def page(request: HttpRequest) -> HttpResponse:
    """A form, in effect."""
    return HttpResponse(f"<!doctype html><form>{get_token(request)}</form>")


@require_POST
def train(request: HttpRequest) -> JsonResponse:
    """Queue a run."""
    run = Run.objects.create(spec=Spec.parse(json.loads(request.body)).to_dict())
    train_run.delay(run.pk)
    return JsonResponse({"id": run.pk}, status=201)


@require_POST
def stop(request: HttpRequest, key: int) -> JsonResponse:
    """One that has not begun ends here."""
    run = get_object_or_404(Run, pk=key)
    Run.objects.filter(pk=key).update(stopped=True)
    if run.state == "waiting":
        said = {"type": "said", "body": {"number": 1, "type": "end"}}
        async_to_sync(get_channel_layer().group_send)(f"run.{key}", said)
    return JsonResponse({})


def said(request: HttpRequest, key: int) -> JsonResponse:
    """All so far."""
    rows = Said.objects.filter(run=key).order_by("pk")
    return JsonResponse({"events": list(rows.values_list("body", flat=True))})


urlpatterns = [
    path("", page),
    path("train", train),
    path("runs/<int:key>/stop", stop),
    path("runs/<int:key>", said),
]
