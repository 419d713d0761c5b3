"""The page of a wall: for students and viewers, for the teacher, and (`?projector`) for everybody in the room."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from playground import policy
from playground.identity import identify
from playground.models import Classroom


@require_safe
@ensure_csrf_cookie
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]
def wall_page(request: HttpRequest, code: str) -> HttpResponse:
    """For those in the class; everybody else comes to its door, where the code is asked for."""
    classroom = Classroom.objects.by_code(code)
    if classroom is None:
        raise Http404
    owner = identify(request)
    if not policy.may_see_wall(owner, classroom):
        return redirect("join", code=classroom.code)
    role = policy.role_in(owner, classroom)
    told = {"classroom": classroom, "role": role, "teaches": policy.may_change_class(owner, classroom)}
    return render(request, "wall.html", {**told, "projector": "projector" in request.GET})
