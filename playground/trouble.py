"""The answer to what goes wrong behind a page: "later", where the database is away or busy, and else that it failed."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

AWAY = "The server is busy; try again in a moment."
FULL = "The storage of the server is full; nothing can be saved until there is room again."
RETRY_AFTER = "2"


def sentence(error: BaseException | None) -> str:
    """What to tell a visitor about a database that refuses."""
    text = str(error).lower()
    return FULL if "full" in text or "no space left" in text else AWAY


def answer(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the error."""
    error = sys.exc_info()[1]
    later = isinstance(error, OperationalError | InterfaceError)
    status = 503 if later else 500
    said = sentence(error) if later else "The server has failed; its log has the details."
    found: HttpResponse
    if request.path.startswith("/api/"):
        found = JsonResponse({"problems": [{"loc": "", "msg": said}]}, status=status)
    else:
        found = HttpResponse(loader.get_template(f"{status}.html").render({"sentence": said}), status=status)
    if later:
        found["Retry-After"] = RETRY_AFTER
    return found
