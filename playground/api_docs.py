"""The page that shows the API and lets one try it; all its parts come from this server."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from playground.api import api


def api_docs(request: HttpRequest) -> HttpResponse:
    """Swagger's page as django-ninja ships it."""
    settings = {
        "url": reverse(f"{api.urls_namespace}:openapi-json"),
        "layout": "BaseLayout",
        "deepLinking": True,
        # Otherwise Swagger asks a server of its own whether the document is valid.
        "validatorUrl": None,
    }
    return render(
        request, "ninja/swagger.html", {"swagger_settings": json.dumps(settings), "api": api, "add_csrf": True}
    )
