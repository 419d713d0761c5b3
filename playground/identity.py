"""Who is asking: the guest of a session cookie, or the owner of a bearer token."""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

from playground.models import Owner

SESSION_KEY = "owner"


class Forbidden(Exception):
    """The request may not do this; the message says why."""


def identify(request: HttpRequest) -> Owner | None:
    """The owner behind a request, or None for someone new. Raises Forbidden for a token that is not valid."""
    header = request.headers.get("Authorization", "")
    if header:
        owner = Owner.objects.by_token(header.removeprefix("Bearer ").strip()) if header.startswith("Bearer ") else None
        if owner is None:
            raise Forbidden("This token is not valid.")
        return owner
    return Owner.objects.filter(pk=request.session.get(SESSION_KEY, 0)).first()


def identify_for_writing(request: HttpRequest) -> Owner | None:
    """Like `identify`, for requests that change something: with cookies the CSRF token is required."""
    if not request.headers.get("Authorization") and request.COOKIES:
        refusal = _CsrfCheck(lambda request: None).process_view(request, None, (), {})  # type: ignore[arg-type]
        if refusal is not None:
            raise Forbidden("The page is out of date, or cookies are blocked: reload it and try again.")
    return identify(request)


def identify_or_welcome(request: HttpRequest) -> Owner:
    """The owner behind a writing request; someone new becomes a guest.

    A page's guest is remembered by the session cookie. A program that brings no cookie gets none either, only its
    token: with a cookie its next request would need the CSRF token of a page that it never loads.
    """
    owner = identify_for_writing(request)
    if owner is None:
        owner = Owner.objects.create()
        if request.COOKIES:
            request.session[SESSION_KEY] = owner.pk
    return owner


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, called by hand because API views decide by themselves who must pass it."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason
