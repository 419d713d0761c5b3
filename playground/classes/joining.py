"""The pages of students: in with the code of a class and a nickname, back with nickname and an own code."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from playground.classes.attempts import PATIENCE, Attempts
from playground.classes.forms import Code, Newcomer, Returning
from playground.identity import CLASS_KEY, SESSION_KEY, VERSION_KEY, identify
from playground.models import CannotJoin, Classroom, Membership, Role
from playground.preview.facts import in_short

InClass = Callable[[HttpRequest, Classroom], HttpResponse]
MOST_LISTED = 50
NO_PLACE = "Nickname and code do not belong together. Your teacher can make you a new code."


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Asks for the code of a class."""
    form = Code(request.GET or None)
    if form.is_valid():
        return redirect("join", form.cleaned_data["code"].replace("/", ""))
    return render(request, "door.html", {"form": form})


def of_class(view: InClass) -> Callable[[HttpRequest, str], HttpResponse]:
    """Finds the class of a code; whoever tries many codes in vain learns nothing any more."""

    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        attempts = Attempts(request, "class")
        classroom = None if attempts.exhausted() else Classroom.objects.by_code(code)
        if classroom is not None:
            return never_cache(view)(request, classroom)
        status, sentence = (429, PATIENCE) if attempts.exhausted() else (404, "There is no class with this code.")
        attempts.note()
        form = Code({"code": code[:12]})
        form.add_error("code", sentence)
        return render(request, "door.html", {"form": form}, status=status)

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@of_class
def join(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """A place in the class; for those who have one, what can be done with it."""
    if member := _member(request, classroom):
        return _seat(request, member)
    form = Newcomer(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if classroom.takes_students:
            try:
                member, code = classroom.admit(form.cleaned_data["nickname"], identify(request))
            except CannotJoin as refused:
                form.add_error("nickname", str(refused))
            else:
                member.came()
                _enter(request, member, form)
                return _seat(request, member, code)
        else:
            why = "is archived: nobody new can join" if classroom.archived_at else "takes no new students any more"
            form.add_error(None, f"This class {why}.")
    return _ask(request, classroom, form, Returning(auto_id="return_%s"))


@require_POST
@of_class
def come_back(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """From another machine, with nickname and own code."""
    form = Returning(request.POST, auto_id="return_%s")
    if form.is_valid():
        nickname = form.cleaned_data["nickname"]
        attempts = Attempts(request, "place", f"{classroom.pk} {nickname.casefold()}")
        member = None if attempts.exhausted() else classroom.memberships.by_nickname(nickname)
        if member and member.role != Role.TEACHER and member.opens_with(form.cleaned_data["code"]):
            logout(request)  # whoever used this browser before
            member.came()
            _enter(request, member, form)
            return redirect("join", classroom.code)
        form.add_error("code", PATIENCE if attempts.exhausted() else NO_PLACE)
        attempts.note()
    return _ask(request, classroom, Newcomer(), form)


@require_POST
@of_class
def enter(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """From now on experiments belong to this class."""
    _required(request, classroom)
    request.session[CLASS_KEY] = classroom.pk
    return redirect("playground")


@require_POST
@of_class
def renew(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Another code of one's own, for who has lost it; all other browsers have to come in again."""
    member = _required(request, classroom)
    code = member.renew_code()
    member.owner.refresh_from_db()
    request.session[VERSION_KEY] = member.owner.token_version
    return _seat(request, member, code)


@require_POST
@of_class
def leave(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Out of the class; what was made in it stays."""
    _required(request, classroom).remove()
    request.session.pop(CLASS_KEY, None)
    return redirect("playground")


@require_POST
@of_class
def forget(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """This browser knows nobody any more; the place in the class stays."""
    logout(request)
    return redirect("join", classroom.code)


def _member(request: HttpRequest, classroom: Classroom) -> Membership | None:
    owner = identify(request)
    return owner.memberships.active().filter(classroom=classroom).first() if owner else None


def _required(request: HttpRequest, classroom: Classroom) -> Membership:
    """The place of a student or viewer; teachers do not leave their class."""
    member = _member(request, classroom)
    if member is None or member.role == Role.TEACHER:
        raise Http404
    return member


def _enter(request: HttpRequest, member: Membership, form: Newcomer) -> None:
    """A fresh session: nobody who knew the old one comes in with it."""
    request.session.cycle_key()
    rotate_token(request)
    names = (SESSION_KEY, member.owner_id), (VERSION_KEY, member.owner.token_version), (CLASS_KEY, member.classroom_id)
    for name, value in names:
        request.session[name] = value
    request.session.set_expiry(0 if form.cleaned_data["shared"] else None)


def _ask(request: HttpRequest, classroom: Classroom, newcomer: Newcomer, returning: Returning) -> HttpResponse:
    forms = {"newcomer": newcomer, "returning": returning}
    status = 422 if newcomer.errors or returning.errors else 200
    # Whoever was taken out is told so: what they train now would be seen by others.
    gone = request.session.get(CLASS_KEY) == classroom.pk
    return render(request, "join.html", {"classroom": classroom, "gone": gone, **forms}, status=status)


def _seat(request: HttpRequest, member: Membership, code: str = "") -> HttpResponse:
    """What a member sees; `code` is shown this once."""
    made = member.owner.experiments.filter(classroom=member.classroom_id).order_by("-pk")
    listed = [{"made": each, "name": each.title or in_short(each.spec)} for each in made[:MOST_LISTED]]
    here = request.session.get(CLASS_KEY) == member.classroom_id
    values = {"member": member, "classroom": member.classroom, "code": code, "here": here}
    return render(request, "seat.html", {**values, "experiments": listed, "count": made.count()})
