"""The part of a script that makes the samples: a generator's own formulas, a bundled table, or a student's own one."""

import csv
import io

import numpy as np

from training.datasets import BY_KIND, Dataset
from training.datasets.waveforms import features, signals
from training.exports.script.rewriting import docstring
from training.exports.script.script import Script
from training.exports.script.words import harmless, help_of
from training.split import sample_count, split_rows
from training.streams import stream

BUNDLED = {
    "digits": "load_digits(return_X_y=True)",
    "iris": "load_iris(return_X_y=True)",
    "wine": "load_wine(return_X_y=True)",
    "breast_cancer": "load_breast_cancer(return_X_y=True)",
    "diabetes": "load_diabetes(return_X_y=True, scaled=False)",
}
"""How scikit-learn hands out the tables that come with it."""
SIGNAL_FEATURES = {
    "raw": "part",
    "melpower": "in_blocks(mel_powers(part))",
    "melspec": "in_blocks(log_mel(part))",
    "mfcc": "cepstral_statistics(part)",
}
"""What the network is shown of some clips."""
STREAM = '''
def stream(seed, purpose, *counter):
    """Random numbers that depend on these arguments alone: a cipher (Philox) whose key is their hash."""
    name = ":".join(map(str, (seed, purpose, *counter)))
    key = np.frombuffer(blake2b(name.encode(), digest_size=16).digest(), dtype="<u8")
    return np.random.Generator(np.random.Philox(key=key))
'''
"""What training/streams.py draws, in as few lines as it takes."""


def add_streams(script: Script) -> None:
    """`stream`, from which everything random is drawn, and the seeds."""
    script.setting("SEED", "seed", group="Random numbers")
    if script.plan.spec.data.seed not in (None, script.plan.spec.seed):
        script.setting("DATA_SEED", "data_seed", group="Random numbers")
    if script.plan.spec.network.seed not in (None, script.plan.spec.seed):
        script.setting("WEIGHTS_SEED", "network.seed", group="Random numbers")
    script.add(STREAM)


def seed_of(script: Script, name: str) -> str:
    """The name of a seed: DATA_SEED or WEIGHTS_SEED where they have one of their own, else SEED."""
    return name if name in script.settings else "SEED"


def add_samples(script: Script) -> None:
    """`draw_samples(samples, random)`: inputs [samples, columns] and targets [samples]; `read_table()` of one's own."""
    spec, outline = script.plan.spec, script.plan.outline
    script.setting("SAMPLES", lambda spec: sample_count(spec, outline), group="Data")
    dataset = BY_KIND.get(spec.data.dataset)
    if dataset is None:
        _add_table(script)
    elif dataset.kind in BUNDLED:
        _add_bundle(script, dataset)
    else:
        values = {name: _data_setting(script, name) for name in dataset.settings}
        if dataset.kind == "waveforms":
            _add_waveforms(script, dataset)
        else:
            script.borrow(dataset.draw, "draw_samples", help_of(dataset), **values)


BUNDLE = """
def draw_samples(samples, random):
{help}    inputs, targets = datasets.{load}
    rows = random.permutation(len(targets))[:samples]
    return inputs[rows], targets[rows]
"""
WHOLE_BUNDLE = """
def draw_samples(samples, random):
{help}    return datasets.{load}  # all of them: nothing is drawn
"""
CLIPS = """
def draw_samples(samples, random):
{help}    labels, parts = clips(samples, SIGNAL_TO_NOISE, random)
    return np.concatenate([{features} for part in parts]), labels
"""
TABLE = '''
def read_table():
    """{title}: the table at the end of this file, inputs and targets."""
    table = np.loadtxt(io.StringIO(TABLE), delimiter=",", ndmin=2)
    return table[:, :-1], table[:, -1]{convert}
'''


def _data_setting(script: Script, name: str) -> str:
    return script.setting(name.upper(), f"data.{name}", group="Data")


def _add_bundle(script: Script, dataset: type[Dataset]) -> None:
    whole = sample_count(script.plan.spec, script.plan.outline) >= script.plan.outline.maximum
    text = WHOLE_BUNDLE if whole else BUNDLE
    script.add(text.format(help=docstring(help_of(dataset)), load=BUNDLED[dataset.kind]))


def _add_waveforms(script: Script, dataset: type[Dataset]) -> None:
    kind = script.plan.spec.data.signal_features
    script.borrow(signals.clips)
    for name in ("in_blocks", "mel_powers", "log_mel", "cepstral_statistics"):
        if f"{name}(" in SIGNAL_FEATURES[kind]:
            script.borrow(getattr(features, name))
    script.add(CLIPS.format(help=docstring(help_of(dataset)), features=SIGNAL_FEATURES[kind]))


def _add_table(script: Script) -> None:
    """The rows of training, then those of validation. The test rows stay where they are."""
    plan = script.plan
    table = plan.table
    assert table is not None
    convert = ".astype(np.int64)" if plan.outline.task == "classification" else ""
    script.add(TABLE.format(title=harmless(plan.outline.title), convert=convert))
    spec = plan.spec
    samples = table.samples.choose(sample_count(spec, plan.outline), stream(spec.data_seed, "data"))
    rows = np.concatenate(split_rows(spec, plan.outline, spec.data_seed)[:2])
    text = io.StringIO()
    pairs = zip(samples.inputs[rows].tolist(), samples.targets[rows].tolist(), strict=True)
    csv.writer(text, lineterminator="\n").writerows([*inputs, target] for inputs, target in pairs)
    names = [*plan.outline.columns, f"{plan.outline.target}, which is to be predicted"]
    comments = [
        "The samples of training, then those of validation. The columns:",
        *(f"- {harmless(name)}" for name in names),
    ]
    comments += [f"Class {number} is {harmless(name)}." for number, name in enumerate(plan.outline.classes)]
    listed = "".join(f"# {line}\n" for line in comments)
    script.tail.append(f'{listed}TABLE = """\\\n{text.getvalue()}"""')
