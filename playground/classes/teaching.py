"""The pages of teachers: their classes, who is in them, and codes to print."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from playground import policy
from playground.classes.codes import card_link, qr
from playground.classes.forms import NewPassword, Seats, Settings, SignIn, Title
from playground.classes.limits import LimitsForm
from playground.identity import identify
from playground.models import CannotJoin, Classroom, Membership, Role

A_DAY_AT_SCHOOL = 10 * 3600
LOOPBACK = ("127.", "localhost", "[::1]")


class SigningIn(LoginView):
    """Teachers log in for a day: a computer in a classroom has many hands."""

    template_name = "sign_in.html"
    authentication_form = SignIn

    def form_valid(self, form: Any) -> HttpResponse:
        """A fresh session."""
        answer = super().form_valid(form)
        self.request.session.set_expiry(A_DAY_AT_SCHOOL)
        return answer


class ChangingPassword(PasswordChangeView):
    """A password of one's own instead of the one that was printed; all other browsers have to log in again."""

    template_name = "password.html"
    form_class = NewPassword
    success_url = reverse_lazy("classes")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the request, which says from where it is tried."""
        return {**super().get_form_kwargs(), "request": self.request}


def changing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the class that a view changes; one that is archived stays as it is."""

    @wraps(view)
    def found(request: HttpRequest, code: str, **named: Any) -> HttpResponse:
        classroom = taught(request, code)
        if not policy.may_change_class(identify(request), classroom):
            messages.warning(request, "This class is archived: take it back into use first")
            return redirect("classroom", classroom.code)
        return view(request, classroom, **named)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def classes(request: HttpRequest) -> HttpResponse:
    """All classes of a teacher; a POST makes another one."""
    assert isinstance(request.user, User)
    form = Title(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = Classroom.objects.found(form.cleaned_data["title"], request.user)
        return redirect("classroom", made.code)
    students = Count("memberships", Q(memberships__removed_at=None, memberships__role=Role.STUDENT))
    listed = request.user.classrooms.annotate(students=students).order_by(
        F("archived_at").desc(nulls_first=True), "-pk"
    )
    return render(request, "classes.html", {"classes": listed, "form": form}, status=422 if form.errors else 200)


@require_safe
@login_required
@never_cache
def classroom(request: HttpRequest, code: str) -> HttpResponse:
    """One class: its code, its members, its settings."""
    return _page(request, taught(request, code))


@require_safe
@login_required
@never_cache
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The way in, large enough for the last row, and who came in."""
    found = taught(request, code)
    return render(request, "poster.html", {**_way_in(request, found), "members": _by_name(_others(found))})


@require_POST
@login_required
@changing
def configure(request: HttpRequest, found: Classroom) -> HttpResponse:
    """Another title; open or closed."""
    form = Settings(request.POST)
    if not form.is_valid():
        return _page(request, found, settings=form)
    found.title, found.open = form.cleaned_data["title"], form.cleaned_data["open"]
    found.save(update_fields=["title", "open"])
    messages.success(request, "Saved")
    return redirect("classroom", found.code)


@require_POST
@login_required
@changing
def limit(request: HttpRequest, found: Classroom) -> HttpResponse:
    """What students may ask for."""
    form = LimitsForm(request.POST, classroom=found)
    if not form.is_valid():
        return _page(request, found, limits=form)
    form.save()
    messages.success(request, "Saved: the limits hold from now on")
    return redirect("classroom", found.code)


@require_POST
@login_required
@changing
def change_code(request: HttpRequest, found: Classroom) -> HttpResponse:
    """Another code: the old one leads nowhere any more."""
    found.change_code()
    messages.success(request, "The class has a new code")
    return redirect("classroom", found.code)


@require_POST
@login_required
@never_cache
@changing
def prepare(request: HttpRequest, found: Classroom) -> HttpResponse:
    """Places with their codes, on a sheet to print: the only time that they are seen."""
    form = Seats(request.POST)
    if form.is_valid():
        wanted = form.cleaned_data
        try:
            made = found.prepare(wanted["names"] or found.free_names(wanted["amount"], wanted["role"]), wanted["role"])
        except CannotJoin as refused:
            form.add_error("names", str(refused))
        else:
            return _sheet(request, found, made)
    return _page(request, found, seats=form)


@require_POST
@login_required
@never_cache
@changing
def renew_all(request: HttpRequest, found: Classroom) -> HttpResponse:
    """New codes for all students, on a sheet."""
    return _sheet(request, found, [(each, each.renew_code()) for each in _by_name(_others(found))])


@require_POST
@login_required
@never_cache
@changing
def change_member(request: HttpRequest, found: Classroom, key: int) -> HttpResponse:
    """A new code, another role, or out."""
    member = get_object_or_404(found.memberships.active().exclude(role=Role.TEACHER), pk=key)
    wish = request.POST.get("wish")
    if wish == "code":
        return _sheet(request, found, [(member, member.renew_code())])
    if wish == "remove":
        member.remove()
        messages.success(request, f"{member.nickname} is out of the class")
    elif wish in (Role.STUDENT, Role.VIEWER):
        member.become(wish)
        messages.success(request, f"{member.nickname} is a {member.get_role_display().lower()} now")
    return redirect("classroom", found.code)


def taught(request: HttpRequest, code: str) -> Classroom:
    """A class of this teacher; for everybody else there is none."""
    found = Classroom.objects.by_code(code)
    if found is None or not policy.may_run_class(identify(request), found):
        raise Http404
    return found


def _others(found: Classroom) -> Any:
    """Everybody but teachers."""
    return found.memberships.active().exclude(role=Role.TEACHER).select_related("owner")


def _by_name(members: Iterable[Membership]) -> list[Membership]:
    """In the order of people: "Student 9" before "Student 10"."""

    def name(member: Membership) -> list[str | int]:
        parts = re.split("([0-9]+)", member.nickname_alike)
        return [int(part) if at % 2 else part for at, part in enumerate(parts)]

    return sorted(members, key=name)


def _way_in(request: HttpRequest, found: Classroom) -> dict[str, Any]:
    link = request.build_absolute_uri(reverse("join", args=[found.code]))
    return {"classroom": found, "link": link, "qr": qr(link), "local": request.get_host().startswith(LOOPBACK)}


def _page(request: HttpRequest, found: Classroom, **forms: Any) -> HttpResponse:
    made = Count("owner__experiments", Q(owner__experiments__classroom=found))
    settings = Settings(initial={"title": found.title, "open": found.open})
    values = {
        "members": _by_name(_others(found).annotate(made=made)),
        "settings": settings,
        "seats": Seats(),
        "limits": LimitsForm(classroom=found),
        "unused": found.memberships.unused().count(),
        **forms,
    }
    return render(request, "classroom.html", {**_way_in(request, found), **values}, status=422 if forms else 200)


def _sheet(request: HttpRequest, found: Classroom, seats: list[tuple[Membership, str]]) -> HttpResponse:
    way_in = _way_in(request, found)
    cards = [
        {"member": member, "code": code, "qr": qr(card_link(way_in["link"], member.nickname, code))}
        for member, code in seats
    ]
    return render(request, "sheet.html", {**way_in, "cards": cards})
