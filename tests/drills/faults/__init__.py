"""Faults: functions of the site, the lesson that goes on there and a random generator. When one returns, it is over."""

from collections.abc import Callable
from random import Random

from tests.drills.lesson import Lesson
from tests.drills.site import Site

Fault = Callable[[Site, Lesson, Random], None]
