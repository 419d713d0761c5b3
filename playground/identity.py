"""Who is asking: a teacher who logged in, the owner of a session cookie, or the owner of a bearer token."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware

from playground import policy
from playground.access.admission import Forbidden, admitted, secret_in
from playground.models import Classroom, Owner

__all__ = ["Forbidden"]
SESSION_KEY, VERSION_KEY, CLASS_KEY = "owner", "owner_version", "classroom"


def identify(request: HttpRequest) -> Owner | None:
    """The owner behind a request, or None for someone new. Raises Forbidden for a token that is not valid."""
    if token := getattr(request, "api_token", None):  # access/admission.py has asked what it may do
        return token.owner  # type: ignore[no-any-return]
    header = request.headers.get("Authorization", "")
    return _by_header(header) if header else _by_session(request.user, request.session)


def identify_socket(scope: dict[str, Any]) -> Owner | None:
    """The owner behind a socket; a token that is not valid is nobody's."""
    header = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    try:
        if secret := secret_in(header):
            return admitted(secret, "GET", scope["path"].removeprefix("/")).owner
        return _by_header(header) if header else _by_session(scope["user"], scope["session"])
    except Forbidden:
        return None


def identify_for_writing(request: HttpRequest) -> Owner | None:
    """Like `identify`, for requests that change something: with cookies the CSRF token is required."""
    if not request.headers.get("Authorization") and request.COOKIES:
        refusal = _CsrfCheck(lambda request: None).process_view(request, None, (), {})  # type: ignore[arg-type]
        if refusal is not None:
            raise Forbidden("The page is out of date, or cookies are blocked: reload it and try again.")
    return identify(request)


def identify_or_welcome(request: HttpRequest) -> Owner:
    """The owner behind a writing request; someone new becomes a guest, where guests are welcome.

    A page's guest is remembered by the session cookie. A program that brings no cookie gets none either, only its
    token: with a cookie its next request would need the CSRF token of a page that it never loads.
    """
    owner = identify_for_writing(request)
    if not policy.may_train(owner):
        raise Forbidden("Guests cannot train on this server: join your class with its code, at /join.")
    if owner is None:
        owner = Owner.objects.create()
        if request.COOKIES:
            request.session[SESSION_KEY] = owner.pk
    return owner


def token_for(request: HttpRequest, owner: Owner) -> str:
    """What an answer tells a program to control with later what it made: never more than the token that it brought."""
    return secret_in(request.headers.get("Authorization", "")) or owner.token


def classroom_of(request: HttpRequest, owner: Owner | None) -> Classroom | None:
    """The class that the experiments of a request belong to: the one that was entered, for a token the last joined."""
    if owner is None:
        return None
    if request.headers.get("Authorization"):
        places = owner.memberships.active().filter(classroom__archived_at=None)
        member = places.select_related("classroom").order_by("-joined_at").first()
        found = member.classroom if member else None
    else:
        found = Classroom.objects.filter(pk=request.session.get(CLASS_KEY, 0)).first()
    return found if policy.may_train_in(owner, found) else None


def _by_header(header: str) -> Owner:
    owner = Owner.objects.by_token(header.removeprefix("Bearer ").strip()) if header.startswith("Bearer ") else None
    if owner is None:
        raise Forbidden("This token is not valid.")
    return owner


def _by_session(user: Any, session: Any) -> Owner | None:
    if user.is_authenticated:
        return Owner.objects.of_user(user)
    # Teachers are only who has logged in.
    owner = Owner.objects.filter(pk=session.get(SESSION_KEY, 0), user=None).first()
    # A student whose code was renewed has to come in again, and so has whoever knew the old one.
    return owner if owner and session.get(VERSION_KEY, owner.token_version) == owner.token_version else None


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, called by hand because API views decide by themselves who must pass it."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason
