"""The documentation that `manage.py documentation` has built, at /docs/: files of one folder and of nothing else."""

import mimetypes
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils._os import safe_join
from django.views.decorators.http import condition, require_safe

BUILDING = "descent-docs-"
"""How the folder begins in which a new site grows, beside the one that is read."""
LOOK_AGAIN = "3"
LONGEST = 120
"""Seconds after which whoever was building has been killed."""


def _file(path: str) -> Path | None:
    """The file of the site that an address means; None where there is none, or where it lies elsewhere."""
    folder: Path = settings.DOCUMENTATION
    try:
        found = Path(safe_join(str(folder), path or "index.html"))
        whole = not path.endswith("/") and found.is_file() and found.resolve().is_relative_to(folder.resolve())
    except (SuspiciousFileOperation, ValueError, OSError):  # another folder, a zero byte, a name that is too long
        return None
    return found if whole else None


def _changed(request: HttpRequest, path: str = "") -> datetime | None:
    found = _file(path)
    return datetime.fromtimestamp(found.stat().st_mtime, UTC) if found else None


@require_safe
@condition(last_modified_func=_changed)
def documentation(request: HttpRequest, path: str = "") -> HttpResponse:
    """One file. Browsers ask each time whether it has changed: after an upgrade nobody reads an old page."""
    found = _file(path)
    if found is None:
        if path:
            raise Http404
        return _not_built(request)
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    letters = "; charset=utf-8" if kind.startswith("text/") else ""
    answer = HttpResponse(found.read_bytes(), content_type=kind + letters)
    answer["Cache-Control"] = "no-cache"
    return answer


def _not_built(request: HttpRequest) -> HttpResponse:
    """A page that says how the documentation comes to be, and looks again by itself while it is being built."""
    folder: Path = settings.DOCUMENTATION
    recently = time.time() - LONGEST
    building = any(path.stat().st_mtime > recently for path in folder.parent.glob(f"{BUILDING}*"))
    answer = render(request, "documentation.html", {"building": building})
    answer["Cache-Control"] = "no-store"
    if building:
        answer["Refresh"] = f"{LOOK_AGAIN}; url={reverse('documentation')}"
    return answer
