"""The pages of teachers: which lessons a class has, what they say, and who has come how far."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from playground.classes.codes import qr
from playground.classes.teaching import changing, taught
from playground.lessons import course
from playground.lessons.editing import LessonForm
from playground.lessons.standing import standing
from playground.models import ClassLesson, Classroom

MOST_COPIES = 40


@require_safe
@login_required
@never_cache
def lessons(request: HttpRequest, code: str) -> HttpResponse:
    """All lessons of a class, hidden ones too, and how far every student is."""
    found = taught(request, code)
    listed = course.course_of(found, hidden=True)
    told = {
        "classroom": found,
        "lessons": listed,
        "standing": standing(found, listed),
        "moved": request.GET.get("moved"),
    }
    return render(request, "class_lessons.html", told)


@require_safe
@login_required
@never_cache
def hand_out(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """The link of one lesson, and its QR code."""
    found = taught(request, code)
    lesson = _lesson(found, slug)
    link = request.build_absolute_uri(f"{reverse('lesson', args=[lesson.slug])}?class={found.code}")
    return render(
        request, "class_lesson_link.html", {"classroom": found, "lesson": lesson, "link": link, "qr": qr(link)}
    )


@require_POST
@login_required
@changing
def change(request: HttpRequest, found: Classroom, slug: str) -> HttpResponse:
    """Up or down, hidden or shown, copied, as it was, or gone."""
    lesson, wish = _lesson(found, slug), request.POST.get("wish", "")
    words = WISHES[wish](found, lesson) if wish in WISHES else ""
    if words:
        messages.success(request, words)
    return redirect(f"{reverse('class-lessons', args=[found.code])}?moved={lesson.slug}#lesson-{lesson.slug}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
@changing
def edit(request: HttpRequest, found: Classroom, slug: str) -> HttpResponse:
    """Texts, prediction, settings and claims of one lesson."""
    lesson = _lesson(found, slug)
    form = LessonForm(lesson, request.POST if request.method == "POST" else None)
    if form.is_valid():
        row = _row(found, lesson)
        row.changes = form.changes
        _keep(row)
        messages.success(request, f"Saved: {lesson.lesson.number} is now as you wrote it")
        return redirect(f"{reverse('class-lessons', args=[found.code])}#lesson-{lesson.slug}")
    told = {"classroom": found, "lesson": lesson, "form": form}
    return render(request, "class_lesson_edit.html", told, status=422 if form.errors else 200)


def _lesson(found: Classroom, slug: str) -> course.Taught:
    lesson = next((each for each in course.course_of(found, hidden=True) if each.slug == slug), None)
    if lesson is None:
        raise Http404
    return lesson


def _row(found: Classroom, lesson: course.Taught) -> ClassLesson:
    row = ClassLesson.objects.filter(classroom=found, slug=lesson.slug).first()
    return row or ClassLesson(classroom=found, slug=lesson.slug, base=lesson.base)


def _keep(row: ClassLesson) -> None:
    """A lesson that is as built in leaves no trace."""
    if row.is_copy or row.hidden or row.changes:
        row.save()
    elif row.pk:
        row.delete()


def _hide(found: Classroom, lesson: course.Taught) -> str:
    row = _row(found, lesson)
    row.hidden = not lesson.hidden
    _keep(row)
    return f"{lesson.lesson.number} is {'hidden from' if row.hidden else 'shown to'} the class"


def _reset(found: Classroom, lesson: course.Taught) -> str:
    row = _row(found, lesson)
    row.changes = {}
    _keep(row)
    return f"{lesson.lesson.number} is as built in"


@transaction.atomic
def _copy(found: Classroom, lesson: course.Taught) -> str:
    Classroom.objects.select_for_update().only("pk").get(pk=found.pk)
    taken = set(ClassLesson.objects.filter(classroom=found).values_list("slug", flat=True))
    if sum(slug.rpartition("-")[2].isdigit() for slug in taken) >= MOST_COPIES:
        return f"There are {MOST_COPIES} copies already: delete one first"
    number = next(n for n in range(2, MOST_COPIES + 3) if f"{lesson.base}-{n}" not in taken)
    made = ClassLesson(classroom=found, slug=f"{lesson.base}-{number}", base=lesson.base, changes=lesson.changes)
    made.save()
    _place(found, made.slug, behind=lesson.slug)
    return f"Copied: the copy stands behind {lesson.lesson.number}"


def _delete(found: Classroom, lesson: course.Taught) -> str:
    if lesson.is_copy:
        ClassLesson.objects.filter(classroom=found, slug=lesson.slug).delete()
    return f"{lesson.lesson.number} is deleted" if lesson.is_copy else ""


def _place(found: Classroom, slug: str, behind: str) -> None:
    """A copy stands behind what it was copied from, also where nobody has moved anything."""
    order = [each.slug for each in course.course_of(found, hidden=True) if each.slug != slug]
    order.insert(order.index(behind) + 1, slug)
    _order(found, order)


def _move(found: Classroom, lesson: course.Taught, by: int) -> str:
    order = [each.slug for each in course.course_of(found, hidden=True)]
    at = order.index(lesson.slug)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    _order(found, order)
    return f"{lesson.lesson.number} is at place {to + 1} now"


def _order(found: Classroom, order: list[str]) -> None:
    usual = [each.slug for each in course.ordered(course.course_of(None), [])]
    found.lesson_order = [] if order == usual else order
    found.save(update_fields=["lesson_order"])


WISHES: dict[str, Any] = {
    "up": lambda found, lesson: _move(found, lesson, -1),
    "down": lambda found, lesson: _move(found, lesson, 1),
    "first": lambda found, lesson: _move(found, lesson, -1000),
    "last": lambda found, lesson: _move(found, lesson, 1000),
    "hide": _hide,
    "reset": _reset,
    "copy": _copy,
    "delete": _delete,
}
