"""Which lessons somebody sees, and in which order."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from playground import policy
from playground.identity import classroom_of, identify
from playground.models import Classroom, Owner
from training.lessons import PARTS
from training.lessons.lesson import Lesson


@dataclass(frozen=True)
class Taught:
    """A lesson as it is taught somewhere."""

    slug: str
    lesson: Lesson
    part: str


def course_of(classroom: Classroom | None) -> list[Taught]:
    """The lessons that students see; None for those who are in no class."""
    return [Taught(each.slug, each, part.title) for part in PARTS for each in part.lessons]


def taught(classroom: Classroom | None, slug: str) -> Taught:
    """One of them; raises Http404 where there is none."""
    found = next((each for each in course_of(classroom) if each.slug == slug.lower()), None)
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
