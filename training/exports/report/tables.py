"""The tables of a report: every run, and what the test set said. Figures are those of the log."""

from training.exports.report.blocks import Block, Paragraph, Table
from training.exports.report.story import RunStory, Story

MOST_ROWS = 100
COLUMNS = (("train_loss", "training loss"), ("validation_loss", "validation loss"),
           ("train_accuracy", "training acc."), ("validation_accuracy", "validation acc."))  # fmt: skip


def figure(value: float | None, name: str = "loss") -> str:
    """Four digits of a loss; an accuracy in percent."""
    if value is None:
        return "–"
    return f"{100 * value:.1f} %" if name.endswith("accuracy") else f"{value:.4g}"


def of_one(run: RunStory) -> list[Block]:
    """First, best and last epoch of a single run."""
    rows = []
    first = [figure(run.started.get(name), name) for name, _ in COLUMNS]
    rows.append(["before training", "0", *first])
    if run.finished:
        for words, which, epoch in (("best", "best", "best_epoch"), ("last", "last", "epochs")):
            told = [figure(run.figure(which, name), name) for name, _ in COLUMNS]
            rows.append([f"{words} epoch", str(run.finished[epoch]), *told])
    return [Table(["", "epoch", *(words for _, words in COLUMNS)], rows, frozenset(range(1, 6)))]


def of_several(runs: list[RunStory]) -> list[Block]:
    """A row for each run, the best first, at its best epoch."""
    rows = [[str(run.number), run.name, _reason(run), *_best(run)] for run in runs[:MOST_ROWS]]
    head = ["run", "name", "ended", "best epoch", *(words for _, words in COLUMNS)]
    left: list[Block] = []
    if len(runs) > MOST_ROWS:
        left = [Paragraph(f"The {MOST_ROWS} best of {len(runs):,} runs; the CSV has all of them.", muted=True)]
    return [*left, Table(head, rows, frozenset({0, 3, 4, 5, 6, 7}))]


def openings(story: Story) -> list[Block]:
    """What was under seal, where it was opened."""
    if not story.openings:
        return [Paragraph("Still sealed: nobody has looked at the test figures.")]
    rows = [
        [each.get("name") or str(each["run"]), figure(each["loss"]), figure(each["accuracy"], "accuracy"),
         str(each["samples"]), each.get("at", "")[:10]]
        for each in story.openings
    ]  # fmt: skip
    words = (
        f"Opened {len(rows)} time{'s' if len(rows) > 1 else ''}: choosing by these figures would make them worthless."
    )
    return [
        Paragraph(words),
        Table(["run", "test loss", "test accuracy", "samples", "opened"], rows, frozenset({1, 2, 3})),
    ]


def _reason(run: RunStory) -> str:
    return str(run.finished["reason"]) if run.finished else "not yet"


def _best(run: RunStory) -> list[str]:
    epoch = str(run.finished["best_epoch"]) if run.finished else "–"
    return [epoch, *(figure(run.figure("best", name), name) for name, _ in COLUMNS)]
