"""Which lessons somebody sees, and in which order: as the teacher of a class wants them, else the built-in ones."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404, HttpRequest

from playground import policy
from playground.identity import classroom_of, identify
from playground.lessons.edited import edited, is_checked
from playground.models import ClassLesson, Classroom, Owner
from training.lessons import BY_SLUG, PARTS
from training.lessons.lesson import Lesson


@dataclass(frozen=True)
class Taught:
    """A lesson as it is taught somewhere."""

    slug: str
    lesson: Lesson
    part: str
    base: str = ""
    """The built-in lesson that it comes from."""
    hidden: bool = False
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def checked(self) -> bool:
        """Whether its claims were checked with just these experiments."""
        return is_checked(self.changes)

    @property
    def is_copy(self) -> bool:
        """Whether it stands beside its base."""
        return self.slug != self.base


def course_of(classroom: Classroom | None, hidden: bool = False) -> list[Taught]:
    """The lessons of a class, or (None) of those who are in none; with those that its students do not see, if asked."""
    course = [Taught(each.slug, each, part.title, each.slug) for part in PARTS for each in part.lessons]
    if classroom is None:
        return course
    rows = {row.slug: row for row in ClassLesson.objects.filter(classroom=classroom)}
    copies = [row for row in rows.values() if row.is_copy and row.base in BY_SLUG]
    whole = []
    for each in course:
        whole.append(_changed(each, rows.get(each.slug)))
        whole += [_changed(each, row) for row in sorted(copies, key=lambda row: row.pk) if row.base == each.slug]
    return [each for each in ordered(whole, classroom.lesson_order) if hidden or not each.hidden]


def ordered(course: list[Taught], order: list[str]) -> list[Taught]:
    """In the order of the teacher; what that does not name stays behind whoever comes before it in the course."""
    if not order:
        return course
    known = {each.slug: each for each in course}
    found = [known[slug] for slug in order if slug in known]
    for place, each in enumerate(course):
        if each not in found:
            found.insert(found.index(course[place - 1]) + 1 if place else 0, each)
    return found


def taught(owner: Owner | None, classroom: Classroom | None, slug: str) -> Taught:
    """One of them; raises Http404 where there is none. Only its teachers see what they have hidden."""
    course = course_of(classroom, hidden=classroom is not None and policy.may_run_class(owner, classroom))
    found = next((each for each in course if each.slug == slug.lower()), None)
    if found is None:
        raise Http404
    return found


def class_asked(request: HttpRequest, code: str) -> tuple[Owner | None, Classroom | None]:
    """Who asks, and for the lessons of which class: the one that is named, or the one that a student has entered.

    Raises Http404 for those who are not in the class.
    """
    owner = identify(request)
    if not code:
        return owner, classroom_of(request, owner)
    found = Classroom.objects.by_code(code)
    if found is None or not policy.may_see_wall(owner, found):
        raise Http404
    return owner, found


def _changed(each: Taught, row: ClassLesson | None) -> Taught:
    if row is None:
        return each
    lesson = edited(each.lesson, row.changes)
    if row.is_copy:
        lesson = replace(lesson, number=f"{each.lesson.number}·{row.slug.rpartition('-')[2]}")
    return replace(each, slug=row.slug, lesson=lesson, hidden=row.hidden, changes=row.changes)
