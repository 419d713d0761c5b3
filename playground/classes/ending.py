"""The end of a class: archived, it can be read; deleted, it is gone. What students made stays theirs either way."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from playground import control
from playground.classes.forms import Farewell
from playground.classes.teaching import changing, taught
from playground.models import Classroom, Desired, Population, Role


@require_safe
@login_required
@never_cache
def end(request: HttpRequest, code: str) -> HttpResponse:
    """What can be done with a class that is over, and what is lost and kept each time."""
    return _page(request, taught(request, code), Farewell())


@require_POST
@login_required
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Close it for everything but reading, or (`wish=restore`) take it back into use."""
    found = taught(request, code)
    archived = request.POST.get("wish") != "restore"
    if archived:
        control.desire_all(found.experiments.all(), Desired.STOP)
    found.archive(archived)
    messages.success(request, "The class is archived" if archived else "The class is in use again")
    return redirect("classroom", found.code)


@require_POST
@login_required
def delete(request: HttpRequest, code: str) -> HttpResponse:
    """For good: its name has to be typed."""
    found = taught(request, code)
    form = Farewell(request.POST, title=found.title)
    if not form.is_valid():
        return _page(request, found, form)
    found.dissolve()
    messages.success(request, f"{found.title} is deleted")
    return redirect("classes")


@require_POST
@login_required
@changing
def clear(request: HttpRequest, found: Classroom) -> HttpResponse:
    """Out with the places that were prepared and that nobody has come to."""
    count = 0
    for member in found.memberships.unused():
        member.remove()
        count += 1
    messages.success(request, f"{count} place{'' if count == 1 else 's'} removed")
    return redirect("classroom", found.code)


def _page(request: HttpRequest, found: Classroom, form: Farewell) -> HttpResponse:
    going = Population.objects.open().filter(experiment__classroom=found)
    counts = {
        "students": found.memberships.active().filter(role=Role.STUDENT).count(),
        "experiments": found.experiments.count(),
        "tasks": found.assignments.count(),
        "going": going.values("experiment").distinct().count(),
    }
    told = {"classroom": found, "form": form, **counts}
    return render(request, "class_end.html", told, status=422 if form.errors else 200)
