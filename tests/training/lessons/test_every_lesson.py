"""Every lesson: its claims hold when the engine trains it, and everything it names exists."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from training import Spec
from training.concepts import CONCEPTS
from training.concepts.lookup import look_up
from training.events import EnsembleEvaluated, EpochEnded
from training.figures import LayerFigures
from training.lessons import BY_SLUG, LESSONS, PARTS, course
from training.lessons.check import check
from training.lessons.lesson import Lesson, Training, Walks
from training.lessons.lockstep import train_all
from training.lessons.seen import seen_in
from training.replacing import replaced
from training.runs import runs_of
from training.surfaces import Request

FILES = sorted(path.stem for path in Path(str(course.__file__)).parent.glob("[!_]*.py"))
FIGURES = {*EpochEnded.model_fields, *EnsembleEvaluated.model_fields}
RATES = dict.fromkeys(("suggestion", "learning_rate_at_minimum", "learning_rate_at_end"), 0.1)

every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)


def base(stage: Training) -> dict[str, object]:
    """The spec of an experiment of a lesson, without its variants."""
    return Spec.parse(stage.spec).to_dict()


@every_lesson
def test_the_claims_of_a_lesson_hold(lesson: Lesson) -> None:
    """With three seeds that the record of fresh seeds (training/lessons/checked.json) does not use."""
    failed = [
        f"{each.claim.condition.words()}: {sum(each.held)} of {len(each.held)}, saw {each.values}"
        for each in check(lesson, (1, 2, 3))
        if not each.holds
    ]
    assert failed == []


def test_every_file_of_the_course_is_taught_once() -> None:
    written = [import_module(f"training.lessons.course.{name}").LESSON for name in FILES]
    assert len(LESSONS) == len(BY_SLUG) == len(written)
    assert {id(lesson) for lesson in LESSONS} == {id(lesson) for lesson in written}
    assert len({part.title for part in PARTS}) == len(PARTS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_called_after_its_lesson(name: str) -> None:
    assert import_module(f"training.lessons.course.{name}").LESSON.slug == name.partition("_")[0]


@every_lesson
def test_a_prediction_has_one_right_answer_among_tempting_ones(lesson: Lesson) -> None:
    prediction = lesson.prediction
    assert 3 <= len(prediction.options) <= 4
    assert len(set(prediction.options)) == len(prediction.options)
    assert 0 <= prediction.answer < len(prediction.options)


@every_lesson
def test_what_a_lesson_names_exists(lesson: Lesson) -> None:
    assert set(lesson.concepts) <= {concept.number for concept in CONCEPTS}
    for path in lesson.controls:
        assert look_up(re.sub(r"\.\d+\b", ".N", path)).title
    for figure in lesson.charts:
        first, *place = figure.split(".")
        assert first in FIGURES, figure
        assert first != "layers" or place[0] in LayerFigures.model_fields, figure
        assert re.fullmatch(r"(-?\d+)?", ".".join(place[1:])), figure
    if lesson.trainings:
        assert lesson.controls
        assert lesson.charts


@every_lesson
def test_every_experiment_and_every_variant_can_be_trained(lesson: Lesson) -> None:
    for stage in lesson.trainings:
        assert len(runs_of(Spec.parse(stage.planned(1, seeds=3, facts=RATES)))) >= 3 * len(stage.variants)
        assert len({variant.name for variant in stage.variants}) == len(stage.variants)
    names = [stage.name for stage in lesson.trainings]
    assert len(set(names)) == len(names)
    for stage in lesson.stages:
        if isinstance(stage, Walks):
            assert stage.addresses
            assert all(Request.parse({**walk.request, "steps": walk.steps}) for walk in stage.walks)


@every_lesson
def test_what_is_to_be_tried_changes_the_experiment_and_can_be_trained(lesson: Lesson) -> None:
    if not lesson.trainings:
        assert lesson.attempt.settings == {}
        return
    before = base(lesson.trainings[0])
    tried = Spec.parse(replaced(Spec, base(lesson.trainings[0]), lesson.attempt.settings)).to_dict()
    assert tried != before


@every_lesson
def test_a_sentence_has_a_place_for_each_of_its_numbers(lesson: Lesson) -> None:
    assert 1 <= len(lesson.claims) <= 5
    for claim in lesson.claims:
        assert claim.text.count("{}") == len(claim.numbers), claim.text
        assert re.sub(r"\{\}", "", claim.text).count("{") == 0, claim.text
        assert all(number.name for number in claim.numbers)


@every_lesson
def test_texts_are_short_enough_to_be_read_in_five_minutes(lesson: Lesson) -> None:
    limits = {
        60: (lesson.title,),
        120: lesson.prediction.options,
        250: (lesson.question, lesson.prediction.question, lesson.prediction.because),
        280: tuple(claim.text for claim in lesson.claims),
        300: (lesson.watch, lesson.attempt.text, lesson.formula, lesson.source),
        600: lesson.why,
    }
    for limit, texts in limits.items():
        for text in texts:
            assert 0 < len(text) <= limit, (len(text), text)
            assert text == text.strip(), text
    assert 1 <= len(lesson.why) <= 3


def test_seeds_that_train_in_lockstep_show_what_they_show_alone() -> None:
    stage = BY_SLUG["b1b"].trainings[0]
    specs = [Spec.parse(stage.planned(seed)) for seed in (5, 6)]
    both, alone = train_all(specs), [train_all([spec])[0] for spec in specs]
    for mine, other in zip(both, alone, strict=True):
        [one], [two] = seen_in(mine), seen_in(other)
        assert [curve.name for curve in one.curves] == [curve.name for curve in two.curves]
        for here, there in zip(one.curves, two.curves, strict=True):
            assert here.values("train_loss") == pytest.approx(there.values("train_loss"), rel=1e-5)
