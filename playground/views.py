"""The pages. They carry names and addresses only: what a page shows, it asks the API for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from playground.models import Experiment
from playground.presets import PRESETS


@require_safe
@ensure_csrf_cookie
def playground(request: HttpRequest) -> HttpResponse:
    """The playground: a complete working experiment, ready to train."""
    specs = [{"name": each.name, "title": each.title, "sets": each.sets} for each in PRESETS]
    return render(request, "playground.html", {"presets": PRESETS, "preset_specs": specs})


@require_safe
@ensure_csrf_cookie
def experiment(request: HttpRequest, id: str) -> HttpResponse:
    """A saved experiment at its permanent link."""
    found = get_object_or_404(Experiment, public_id=id)
    return render(request, "experiment.html", {"id": found.public_id})
