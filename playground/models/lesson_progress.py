"""How far somebody has come in a lesson: what was predicted, what trained for it, and what was seen."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from playground.models.classroom import Classroom
from playground.models.owner import Owner


class LessonProgressQuerySet(models.QuerySet["LessonProgress"]):
    """Finds it."""

    def of(self, owner: Owner | None, classroom: Classroom | None, slug: str) -> LessonProgress | None:
        """That of one lesson, alone or in a class; None for who never began it."""
        return self.filter(owner=owner, classroom=classroom, slug=slug).first() if owner else None


class LessonProgress(models.Model):
    """One lesson of one student. In a class it is that of the class, which its teacher sees."""

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="lessons")
    classroom = models.ForeignKey(
        Classroom, on_delete=models.CASCADE, null=True, blank=True, related_name="lesson_progress"
    )
    slug = models.CharField(max_length=40)
    """The name of the lesson in addresses."""
    prediction = models.PositiveSmallIntegerField(null=True, blank=True)
    """Place of the option that was picked first; it stays."""
    seed = models.PositiveBigIntegerField(default=0)
    experiments = models.JSONField(default=list)
    """Public ids, in the order of the lesson's experiments."""
    facts = models.JSONField(default=dict)
    """What a range test or a walk has found; null for never."""
    seen = models.JSONField(default=list)
    """What the claims said of the runs of this seed; empty until all have ended."""
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    """When the claims were seen first."""

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "classroom", "slug"], name="lesson_progress_once_in_class"),
            models.UniqueConstraint(
                fields=["owner", "slug"], condition=models.Q(classroom=None), name="lesson_progress_once_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} of {self.owner}"

    def to_dict(self) -> dict[str, object]:
        """What the page goes on with."""
        names = ("prediction", "seed", "experiments", "facts", "seen")
        return {**{name: getattr(self, name) for name in names}, "finished": self.finished_at is not None}

    def finish(self, seen: list[dict[str, object]]) -> None:
        """The claims were seen; the first time counts."""
        self.seen, self.finished_at = seen, self.finished_at or timezone.now()
        self.save(update_fields=["seen", "finished_at"])
