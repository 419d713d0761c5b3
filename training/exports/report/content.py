"""What a report tells, block by block: whose it is, what was set, what came out, why, and how to do it again."""

import json
from datetime import datetime

from training.exports.citation import fingerprints, to_bibtex
from training.exports.recorded import Recorded
from training.exports.report.blocks import Block, Code, Cover, Facts, Heading, Paragraph, Picture, Table
from training.exports.report.curves import charts
from training.exports.report.results import results
from training.exports.report.settings import Setting, in_words, settings_of
from training.exports.report.story import Story
from training.exports.report.tables import openings
from training.problems import SpecError
from training.spec import Spec
from training.version import VERSION


def blocks_of(story: Story, recorded: Recorded) -> list[Block]:
    """The whole report."""
    spec = _spec(recorded)
    settings = settings_of(spec) if spec else []
    parts: list[Block] = [_cover(recorded), *_data(story, spec, recorded), Heading("Settings")]
    parts += _chosen(settings, spec, recorded)
    parts += _changes(story)
    parts += [Heading("Results"), *charts(story), *results(story, recorded)]
    parts += [Heading("Test set"), *openings(story)]
    parts += _why(story)
    parts += _conclusions(recorded)
    parts += _again(recorded)
    parts += [Heading("How to cite it"), Code(to_bibtex(recorded).strip())]
    return [*parts, *_all(settings)]


def _spec(recorded: Recorded) -> Spec | None:
    try:
        return Spec.parse(recorded.spec, recorded.outlines, check_trials=False)
    except SpecError:
        return None


def _cover(recorded: Recorded) -> Cover:
    who = f"By {recorded.author}. " if recorded.author else ""
    when = f"Made on {datetime.fromisoformat(recorded.created):%d %B %Y}. " if recorded.created else ""
    return Cover(
        recorded.title or "An experiment",
        [f"{who}{when}Descent {VERSION}.", *fingerprints(recorded)[:2]],
        recorded.link,
    )


def _data(story: Story, spec: Spec | None, recorded: Recorded) -> list[Block]:
    outline = spec.outline(recorded.outlines) if spec else None
    if spec is None or outline is None:
        return []
    run = story.runs.get(story.chosen)
    rows = [("Data set", outline.title, ""), ("Inputs", in_words(spec.data.features or outline.columns), "")]
    rows += [("Classes", ", ".join(outline.classes), "")] if outline.classes else [("Predicts", outline.target, "")]
    if run:
        for split, words in (("train", "Training"), ("validation", "Validation"), ("test", "Test")):
            rows.append((f"{words} samples", str(run.started[f"{split}_samples"]), ""))
        rows.append(("Parameters", f"{run.started['parameters']:,}", ""))
    picture: list[Block] = [Picture(recorded.picture, f"The data set {outline.title}")] if recorded.picture else []
    return [Heading("Data and network"), *picture, Facts(rows)]


def _chosen(settings: list[Setting], spec: Spec | None, recorded: Recorded) -> list[Block]:
    if spec is None:
        words = "This version of Descent cannot read these settings any more; this is how they were stored."
        return [Paragraph(words), Code(json.dumps(recorded.spec, indent=1, ensure_ascii=False)[:20_000])]
    changed = [
        (each.label, each.text, f"usual: {each.usual}" if each.usual else "") for each in settings if each.changed
    ]
    if not changed:
        return [Paragraph("Everything as Descent proposes it; the appendix lists it.")]
    return [Paragraph("What differs from the defaults; the appendix lists everything.", muted=True), Facts(changed)]


def _changes(story: Story) -> list[Block]:
    rows = [
        [str(each["run"]), str(each["epoch"]), each["path"], in_words(each["old"]), in_words(each["new"])]
        for each in story.changes[:100]
    ]
    if not rows:
        return []
    words = Paragraph("Changed while it trained:")
    return [words, Table(["run", "after epoch", "setting", "from", "to"], rows, frozenset({0, 1}))]


def _why(story: Story) -> list[Block]:
    run = story.runs.get(story.chosen)
    findings = (run.finished or {}).get("findings", []) if run else []
    parts: list[Block] = [Heading("Why")] if findings else []
    for each in findings:
        parts += [Heading(each["title"], 3), Paragraph(each["sentence"])]
        parts.append(Paragraph(f"To try: {each['setting']} = {in_words(each['suggestion'])}.", muted=True))
    return parts


def _conclusions(recorded: Recorded) -> list[Block]:
    return [Heading("Conclusions"), Paragraph(recorded.notes, plain=True)] if recorded.notes.strip() else []


SCRIPT = """import urllib.request
from training import Spec, train

spec = Spec.parse(urllib.request.urlopen("{address}").read())
for event in train(spec):
    print(event)"""


def _again(recorded: Recorded) -> list[Block]:
    site, _, name = recorded.link.rpartition("/e/")
    address = f"{site}/api/experiments/{name}/export/spec"
    return [
        Heading("How to run it again"),
        Paragraph("1. Open the link and press “Run again”: it repeats every change that was made while it trained."),
        Paragraph("2. From the settings, in a copy of Descent:"),
        Code(f"curl -s {address} | .venv/bin/python -m training -"),
        Paragraph("3. In Python, in the same place:"),
        Code(SCRIPT.format(address=address)),
    ]


def _all(settings: list[Setting]) -> list[Block]:
    parts: list[Block] = [Heading("Appendix: all settings")] if settings else []
    for group in dict.fromkeys(each.group for each in settings):
        rows = [(each.label, each.text, "") for each in settings if each.group == group]
        parts += [Heading(group, 3), Facts(rows)]
    return parts
