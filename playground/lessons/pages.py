"""The pages of students: the course as a path, and one lesson."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from playground.lessons.course import Taught, class_asked, course_of
from playground.lessons.told import concepts_of, data_of, words_of
from playground.models import Classroom, LessonProgress, Owner
from playground.policy import may_run_class

MINUTES = 5


@require_safe
@never_cache
@ensure_csrf_cookie
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons, with what whoever looks has done of them."""
    try:
        owner, classroom = class_asked(request, request.GET.get("class", ""))
    except Http404:
        return redirect("door")
    rows = _rows(course_of(classroom), owner, classroom)
    told = {"parts": _parts(rows), "classroom": classroom, "minutes": MINUTES, "lessons": rows,
            "done": sum(row["state"] == "done" for row in rows), "next": _next(rows),
            "began": any(row["state"] for row in rows)}  # fmt: skip
    return render(request, "lessons.html", {**told, "code": request.GET.get("class", "")})


@require_safe
@never_cache
@ensure_csrf_cookie
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    """One lesson; of a class, for those who are in it."""
    code = request.GET.get("class", "")
    try:
        owner, classroom = class_asked(request, code)
    except Http404:
        return redirect("door")
    teaches = classroom is not None and may_run_class(owner, classroom)
    course = course_of(classroom, hidden=teaches)
    place = next((at for at, each in enumerate(course) if each.slug == slug.lower()), None)
    if place is None:
        return render(request, "lesson_unknown.html", {"slug": slug[:40]}, status=404)
    found = course[place]
    progress = LessonProgress.objects.of(owner, classroom, found.slug)
    beside = {"before": course[place - 1] if place else None, "after": next(iter(course[place + 1 :]), None)}
    told = {"data": data_of(found, progress, code), **words_of(found), **beside}
    return render(request, "lesson.html", {**told, "classroom": classroom, "code": code, "teaches": teaches})


def _rows(course: list[Taught], owner: Owner | None, classroom: Classroom | None) -> list[dict[str, Any]]:
    mine = LessonProgress.objects.filter(owner=owner, classroom=classroom) if owner else LessonProgress.objects.none()
    known = {each.slug: each for each in mine.defer("experiments", "facts", "seen")}
    return [{**_row(each), "state": _state(known.get(each.slug))} for each in course]


def _row(each: Taught) -> dict[str, Any]:
    return {"taught": each, "lesson": each.lesson, "concepts": concepts_of(each.lesson)}


def _state(progress: LessonProgress | None) -> str:
    if progress is None:
        return ""
    return "done" if progress.finished_at else "started"


def _parts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lessons that stand one after another in the same part."""
    parts: list[dict[str, Any]] = []
    for row in rows:
        if not parts or parts[-1]["title"] != row["taught"].part:
            parts.append({"title": row["taught"].part, "rows": []})
        parts[-1]["rows"].append(row)
    return parts


def _next(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Where to go on: what was begun last in the path, else the first that is not done."""
    begun = next((row for row in rows if row["state"] == "started"), None)
    return begun or next((row for row in rows if row["state"] != "done"), None)
