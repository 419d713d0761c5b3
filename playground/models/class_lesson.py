"""What a teacher made of a lesson for a class: only what differs from the built-in one, so that it stays improved."""

from __future__ import annotations

from django.db import models

from playground.models.classroom import Classroom


class ClassLesson(models.Model):
    """A built-in lesson that is hidden or edited in a class, or a copy of one."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="lessons")
    slug = models.CharField(max_length=40)
    """Its name in addresses; that of its base, unless it is a copy."""
    base = models.CharField(max_length=40)
    hidden = models.BooleanField(default=False)
    changes = models.JSONField(default=dict)
    """Part of the lesson → what stands there instead (playground/lessons/edited.py)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["classroom", "slug"], name="class_lesson_once")]

    def __str__(self) -> str:
        return f"{self.slug} of {self.classroom}"

    @property
    def is_copy(self) -> bool:
        """Whether it stands beside its base."""
        return self.slug != self.base
