"""The one place that asks what a token for programs may do: before every view, and before every socket."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse

from playground.access.scopes import needed
from playground.models import ApiToken
from playground.models.api_token import PREFIX

UNGUARDED = ("metrics", "health")
"""They ask nobody who they are, or have a token of their own."""


class Forbidden(PermissionDenied):
    """The request may not do this; the message says why."""


def secret_in(header: str) -> str | None:
    """The secret in an Authorization header; None where it holds none, or a token of another kind."""
    secret = header.removeprefix("Bearer ").strip()
    return secret if header.startswith("Bearer ") and secret.startswith(PREFIX) else None


def admitted(secret: str, method: str, route: str) -> ApiToken:
    """The token behind a request that it may make. Raises Forbidden."""
    token = ApiToken.objects.by_secret(secret)
    if token is None:
        raise Forbidden("This token is not valid: it has expired, was revoked, or never was one.")
    scope = needed(method, route)
    if scope is None:
        raise Forbidden("Tokens for programs cannot do this. Open the page in a browser.")
    if scope not in token.scopes:
        raise Forbidden(f"This token lacks the scope “{scope}”. Make one that has it, at /tokens.")
    token.note_used()
    return token


class ApiTokens:
    """Lets requests with a token for programs through to what its scopes open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *arguments: Any) -> HttpResponse | None:
        """Refuse it here, or note whose token it is."""
        secret = secret_in(request.headers.get("Authorization", ""))
        assert request.resolver_match is not None
        route = request.resolver_match.route
        if secret is None or route.startswith(UNGUARDED):
            return None
        try:
            request.api_token = admitted(secret, request.method or "", route)  # type: ignore[attr-defined]
        except Forbidden as refused:
            if route.startswith("api/"):
                return JsonResponse({"problems": [{"loc": "", "msg": str(refused)}]}, status=403)
            return HttpResponse(str(refused), content_type="text/plain; charset=utf-8", status=403)
        return None
