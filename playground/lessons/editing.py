"""The form in which a teacher edits a lesson: plain text, and settings as JSON with the spec's own sentences beside."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from playground.lessons.course import Taught
from playground.lessons.edited import runs_of, with_settings
from playground.models import Dataset
from playground.plain_text import one_line, plain
from training.data import MissingData, foresee
from training.lessons import BY_SLUG
from training.lessons.lesson import Lesson, Training
from training.problems import SpecError
from training.spec import Spec, read_json

LONGEST = 4000
FORM_OF_RUNS = 'Each run needs this form: {"name": "η = 0.1", "set": {"optimizer.learning_rate": 0.1}}.'
FACT = 0.01
"""Stands in for a rate that a range test has yet to find."""


class Line(forms.CharField):
    """One line of plain text."""

    def __init__(self, label: str, most: int = 300, **named: Any) -> None:
        widget = forms.TextInput({"class": "input", "autocomplete": "off"})
        super().__init__(label=label, max_length=most, widget=widget, **named)

    def to_python(self, value: Any) -> str:
        return _read(one_line, super().to_python(value) or "")


class Lines(forms.CharField):
    """Several lines of plain text."""

    def __init__(self, label: str, rows: int = 4, most: int = LONGEST, **named: Any) -> None:
        super().__init__(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **named)

    def to_python(self, value: Any) -> str:
        return _read(plain, super().to_python(value) or "")


class LessonForm(forms.Form):
    """All of a lesson that may be changed. `changes` is what differs from the built-in one."""

    title = Line("Title", 120)
    question = Lines("Question", 2, 600)
    asked = Lines("What is to be predicted", 2, 600)
    options = Lines("Answers to pick from, one a line", 5, 1500)
    answer = forms.IntegerField(label="Which line is right", min_value=1, widget=forms.NumberInput({"class": "input"}))
    because = Lines("One sentence why, shown afterwards", 2, 600)
    watch = Lines("Where to look while it trains", 2, 600)
    why = Lines("Why: paragraphs, an empty line between them", 10)
    attempt = Lines("One thing to try", 2, 600)
    claims = forms.MultipleChoiceField(
        label="What students should have seen", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, taught: Taught, data: Any = None) -> None:
        self.base, self.now = BY_SLUG[taught.base], taught.lesson
        super().__init__(data, initial=_values(self.now) | {"claims": _kept(self.base, self.now)})
        self.fields["claims"].choices = [  # type: ignore[attr-defined]
            (str(at), claim.text.replace("{}", "…")) for at, claim in enumerate(self.base.claims)
        ]
        self.fields["answer"].max_value = 20  # type: ignore[attr-defined]
        for number, stage in enumerate(self.now.trainings):
            self._offer(number, stage)

    def _offer(self, number: int, stage: Training) -> None:
        name = stage.name or stage.spec.get("title") or f"Experiment {number + 1}"
        spec = Lines(f"Settings of “{name}”, as JSON", 14, 20_000, initial=_json(stage.spec))
        self.fields[f"spec_{number}"] = spec
        runs = runs_of(stage)
        if runs is not None:
            field = Lines("Its runs, as JSON: a name, and the settings each replaces", 8, 20_000, initial=_json(runs))
            self.fields[f"runs_{number}"] = field
        for each in (f"spec_{number}", f"runs_{number}"):
            if each in self.fields:
                self.fields[each].widget.attrs["spellcheck"] = "false"

    def clean_options(self) -> list[str]:
        """At least two answers."""
        options = [line.strip() for line in self.cleaned_data["options"].split("\n") if line.strip()]
        if not 2 <= len(options) <= 8:
            raise ValidationError("Give two to eight answers, one a line.")
        return options

    def clean(self) -> dict[str, Any]:
        """Whatever has to do with more than one field."""
        cleaned = super().clean() or {}
        if cleaned.get("answer", 1) > len(cleaned.get("options", [])) > 0:
            self.add_error("answer", f"There are only {len(cleaned['options'])} answers.")
        self.trainings = {number: self._training(number, stage) for number, stage in enumerate(self.base.trainings)}
        return cleaned

    def _training(self, number: int, stage: Training) -> dict[str, Any] | None:
        """What is trained instead, if it is not the same; problems stand at the field that they are about."""
        spec_field, runs_field = f"spec_{number}", f"runs_{number}"
        spec = self._json(spec_field, dict)
        runs = self._json(runs_field, list) if runs_field in self.fields else None
        if spec is None or (runs is None and runs_field in self.fields):
            return None
        try:
            changed = with_settings(stage, spec, runs)
            facts = {each.rate[0]: FACT for each in stage.variants if each.rate}
            foresee(Spec.parse(changed.planned(0, 1, facts), Dataset.objects.outline))
        except (KeyError, TypeError):
            self.add_error(
                runs_field, 'A run needs the form {"name": "η = 0.1", "set": {"optimizer.learning_rate": 0.1}}.'
            )
            return None
        except MissingData as missing:
            self.add_error(spec_field, f"data.dataset: {missing}")
            return None
        except SpecError as refused:
            for problem in refused.problems:
                of_runs = problem.loc.startswith("vary") and runs_field in self.fields
                self.add_error(runs_field if of_runs else spec_field, f"{problem.loc}: {problem.msg}")
            return None
        if spec == stage.spec and runs in (None, runs_of(stage)):
            return None
        return {"spec": spec} if runs is None else {"spec": spec, "runs": runs}

    def _json(self, field: str, kind: type) -> Any:
        text = self.cleaned_data.get(field)
        if text is None:
            return None
        try:
            value = read_json(text) if kind is dict else read_json(f'{{"runs": {text}}}')["runs"]
        except SpecError as refused:
            self.add_error(field, refused.problems[0].msg)
            return None
        if not isinstance(value, kind):
            self.add_error(field, "This needs a list: [ … ]." if kind is list else "This needs an object: { … }.")
            return None
        return value

    @property
    def changes(self) -> dict[str, Any]:
        """Only what differs from the built-in lesson."""
        given, base = self.cleaned_data, _values(self.base)
        found = {name: given[name] for name in ("title", "question", "watch", "attempt") if given[name] != base[name]}
        prediction = {
            "question": (given["asked"], base["asked"]),
            "options": (given["options"], list(self.base.prediction.options)),
            "answer": (given["answer"] - 1, self.base.prediction.answer),
            "because": (given["because"], base["because"]),
        }
        changed = {name: now for name, (now, before) in prediction.items() if now != before}
        if changed:
            found["prediction"] = changed
        if given["why"] != base["why"]:
            found["why"] = [each.strip() for each in given["why"].split("\n\n") if each.strip()]
        without = [at for at in range(len(self.base.claims)) if str(at) not in given["claims"]]
        if without:
            found["without"] = without
        trainings = {str(number): each for number, each in self.trainings.items() if each}
        return {**found, "trainings": trainings} if trainings else found


def _values(lesson: Lesson) -> dict[str, Any]:
    prediction = lesson.prediction
    return {
        "title": lesson.title, "question": lesson.question, "asked": prediction.question,
        "options": "\n".join(prediction.options), "answer": prediction.answer + 1, "because": prediction.because,
        "watch": lesson.watch, "why": "\n\n".join(lesson.why), "attempt": lesson.attempt.text,
    }  # fmt: skip


def _kept(base: Lesson, now: Lesson) -> list[str]:
    return [str(at) for at, claim in enumerate(base.claims) if claim in now.claims]


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _read(reader: Any, text: str) -> str:
    try:
        return str(reader(text))
    except ValueError as error:
        raise ValidationError(str(error)) from None
