"""The figures of a report: how each run ended, and in a search the best so far."""

from math import inf

from training.exports.recorded import Recorded
from training.exports.report.blocks import Block, Paragraph
from training.exports.report.curves import best_so_far
from training.exports.report.story import RunStory, Story
from training.exports.report.tables import of_one, of_several


def results(story: Story, recorded: Recorded) -> list[Block]:
    """A single run in its sentence and a small table; several in a table, the best first."""
    if not story.runs:
        return [Paragraph("It has not begun to train yet.")]
    if len(story.runs) == 1:
        [run] = story.runs.values()
        return [*_ended(run), *of_one(run)]
    objective = (recorded.spec.get("vary") or {}).get("objective", "validation_loss")
    parts: list[Block] = []
    scores = [
        (run.number, score) for run in story.runs.values() if (score := run.figure("best", objective)) is not None
    ]
    if len(scores) > 4 and not recorded.spec.get("ensemble"):
        parts.append(best_so_far(scores, objective))
    sign = -1 if objective.endswith("accuracy") else 1

    def rank(run: RunStory) -> tuple[float, int]:
        score = run.figure("best", objective)
        return (inf if score is None else sign * score), run.number

    return [*parts, *of_several(sorted(story.runs.values(), key=rank))]


def _ended(run: RunStory) -> list[Block]:
    if run.finished is None:
        return [Paragraph("It is still training: these are its figures so far.")]
    return [Paragraph(f"{run.finished['explanation']} {run.seconds:.1f} s of training.")]
