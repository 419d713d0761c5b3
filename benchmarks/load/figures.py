"""From what students saw to figures, one line of JSON and one table."""

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks.load.browsers import Browsers
from benchmarks.load.lesson import Lesson, Plan, first_epochs
from benchmarks.load.site import Site

COLUMNS = [
    ("site", 8), ("class", 30), ("first p50", 9), ("p95", 6), ("max", 6), ("never", 5), ("to frame p95", 12),
    ("to pixel p95", 12), ("stop p95", 8), ("epochs/s", 8), ("errors", 6), ("lost", 5), ("MiB", 5),
]  # fmt: skip


def share(values: Sequence[float], part: float) -> float | None:
    """The value below which this part of all lies; the highest for 1."""
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 3) if ordered else None


def figures(site: Site, plan: Plan, lesson: Lesson, browsers: Browsers | None) -> dict[str, Any]:
    """What the class has seen."""
    students = lesson.students
    firsts = first_epochs(students)
    seen = [first for first in firsts if first is not None]
    # Who saw none has waited longer than all others.
    known = [*seen, *[plan.patience] * (len(firsts) - len(seen))]
    answers = [each.answered - each.pressed for each in students if each.answered and each.pressed]
    frames = to_frames(site, lesson)
    errors = [error for student in [*students, lesson.greedy] for error in student.errors]
    pixels = browsers.to_pixels() if browsers else []
    painted = browsers.first_epochs() if browsers else []
    errors += lesson.for_the_teacher + (browsers.errors() if browsers else [])
    return {
        "site": site.name,
        "class": plan.name,
        "students": plan.students,
        "browsers": plan.browsers,
        "within": plan.within,
        "first_epoch_seconds": {"p50": share(known, 0.5), "p95": share(known, 0.95), "max": share(known, 1)},
        "never": len(firsts) - len(seen),
        "answer_seconds": {"p50": share(answers, 0.5), "p95": share(answers, 0.95), "max": share(answers, 1)},
        "commit_to_frame_seconds": {"p50": share(frames, 0.5), "p95": share(frames, 0.95), "events": len(frames)},
        "commit_to_pixel_seconds": {"p50": share(pixels, 0.5), "p95": share(pixels, 0.95), "events": len(pixels)},
        "first_epoch_painted_seconds": [None if first is None else round(first, 3) for first in painted],
        "stop_seconds": stops(lesson),
        "epochs_per_second": round(sum(lesson.progress) / max(1e-9, lesson.over - lesson.began), 1),
        "epochs_each": {
            "least": min(lesson.progress, default=0),
            "median": statistics.median(lesson.progress) if lesson.progress else 0,
            "most": max(lesson.progress, default=0),
        },
        "errors": len(errors),
        "first_errors": errors[:5],
        "lost": sum(tab.lost for student in students for tab in student.tabs),
        "greedy": {"runs": lesson.asked, "refused": lesson.refused},
        "troubles": site.troubles()[:5],
    }


def to_frames(site: Site, lesson: Lesson) -> list[float]:
    """Seconds from writing each epoch down to the frame that told it, of all that came live."""
    tabs = [tab for student in lesson.students for tab in student.tabs]
    book = site.written([tab.run for tab in tabs])
    found = []
    for tab in tabs:
        for number, at, told in tab.live:
            written = told if told is not None else book.get((tab.run, number))
            if written is not None:
                found.append(at - written)
    return found


def stops(lesson: Lesson) -> dict[str, Any]:
    """Seconds from pressing Stop to seeing that it has ended; who pressed and saw nothing counts as not."""
    asked = [each for each in lesson.students if each.asked_to_end and each.tab]
    took = [each.tab.ended - each.asked_to_end for each in asked if each.tab and each.tab.ended and each.asked_to_end]
    took = [max(0.0, seconds) for seconds in took]
    return {"p50": share(took, 0.5), "p95": share(took, 0.95), "pressed": len(asked), "unseen": len(asked) - len(took)}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """All scenarios, times in seconds."""
    lines = [" ".join(f"{name:>{width}}" for name, width in COLUMNS)]
    for row in rows:
        first, pixels = row["first_epoch_seconds"], row["commit_to_pixel_seconds"]
        values = [
            row["site"], row["class"], first["p50"], first["p95"], first["max"], row["never"],
            row["commit_to_frame_seconds"]["p95"], pixels["p95"], row["stop_seconds"]["p95"],
            row["epochs_per_second"], row["errors"], row["lost"], row["memory_mib"]["all"],
        ]  # fmt: skip
        shown = [
            "–" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value) for value in values
        ]
        lines.append(" ".join(f"{text:>{width}}" for text, (_, width) in zip(shown, COLUMNS, strict=True)))
    return "\n".join(lines)
