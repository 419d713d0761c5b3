"""The pages. They carry names and addresses only: what a page shows, it asks the API for."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from playground.api.find import experiment_to_read
from playground.models import Experiment, Visibility
from playground.posting import is_posted
from playground.presets import PRESETS
from playground.preview import preview_png
from playground.preview.facts import in_short, in_words


@require_safe
@ensure_csrf_cookie
def playground(request: HttpRequest) -> HttpResponse:
    """The playground: a complete working experiment, ready to train."""
    specs = [{"name": each.name, "title": each.title, "sets": each.sets} for each in PRESETS]
    return render(request, "playground.html", {"presets": PRESETS, "preset_specs": specs})


@require_safe
@ensure_csrf_cookie
def experiment(request: HttpRequest, id: str) -> HttpResponse:
    """A saved experiment at its permanent link; chats find its words and its picture in the head."""
    found = experiment_to_read(request, id, posted=True)
    found.note_opened()
    return render(request, "posted.html" if is_posted(found.spec) else "experiment.html", _told(request, found))


@require_safe
def preview(request: HttpRequest, id: str) -> HttpResponse:
    """The picture of an experiment for chats."""
    found = experiment_to_read(request, id, posted=True)
    answer = HttpResponse(preview_png(found), content_type="image/png")
    answer["Cache-Control"] = "public, max-age=60" if found.visibility == Visibility.LINK else "private, no-store"
    answer["Content-Encoding"] = "identity"  # PNG is compressed already: GZipMiddleware leaves it alone
    return answer


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, id: str) -> HttpResponse:
    """Curves and picture of an experiment for a frame in another page: the only page that may be framed."""
    found = experiment_to_read(request, id, posted=True)
    found.note_opened()
    return render(request, "embed.html", {**_told(request, found), "posted": is_posted(found.spec)})


@require_safe
@ensure_csrf_cookie
def compare(request: HttpRequest) -> HttpResponse:
    """Several experiments side by side; which ones, its address says."""
    return render(request, "compare.html")


@require_safe
@ensure_csrf_cookie
def surface(request: HttpRequest) -> HttpResponse:
    """The laboratory of error surfaces; which surface and which racers, its address says."""
    return render(request, "surface.html")


@require_safe
@ensure_csrf_cookie
def nodes(request: HttpRequest) -> HttpResponse:
    """The machines that train for this site."""
    return render(request, "nodes.html")


def _told(request: HttpRequest, found: Experiment) -> dict[str, str]:
    """The name of an experiment, and what a chat shows of its link."""
    address = request.build_absolute_uri(found.get_absolute_url())
    return {
        "id": found.public_id,
        "title": found.title or in_short(found.spec),
        "description": found.description or in_words(found),
        "address": address,
        "picture": f"{address}/preview.png?{found.seq}",
    }
