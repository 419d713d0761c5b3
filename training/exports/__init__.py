"""Results in forms that other programs read. To add one, write its function and name it here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from training.exports.citation import to_bibtex, to_citation
from training.exports.csv import csv_rows, to_csv
from training.exports.json import json_pieces, to_json
from training.exports.keras import to_keras
from training.exports.onnx import to_onnx, to_prepared_onnx
from training.exports.pytorch import to_pytorch
from training.exports.recorded import Recorded
from training.exports.report import to_html, to_pdf
from training.exports.spec import to_spec
from training.exports.weights import to_safetensors


@dataclass(frozen=True)
class Export:
    """A form of download: `write` makes a text or bytes of what was recorded."""

    title: str
    help: str
    media_type: str
    suffix: str
    write: Callable[[Recorded], str | bytes]
    of_one_run: bool = False
    """Whether it is about a single network, so that one of several runs has to be chosen."""
    pieces: Callable[[Recorded], Iterator[str]] | None = None
    """The same piece by piece, for logs that would fill the memory."""


EXPORTS: dict[str, Export] = {
    "csv": Export(
        "CSV",
        "One row per run and epoch, for a spreadsheet.",
        "text/csv; charset=utf-8",
        "csv",
        to_csv,
        pieces=csv_rows,
    ),
    "json": Export(
        "JSON",
        "The spec and every event; the spec can be trained again.",
        "application/json",
        "json",
        to_json,
        pieces=json_pieces,
    ),
    "report": Export(
        "Report",
        "A page to print or to hand in: settings, curves, figures, why, your notes, and how to run it again.",
        "text/html; charset=utf-8",
        "html",
        to_html,
    ),
    "pdf": Export(
        "Report as PDF",
        "The same on A4, with text that can be searched and copied.",
        "application/pdf",
        "pdf",
        to_pdf,
    ),
    "spec": Export(
        "Settings",
        "The settings alone as JSON: python -m training - trains them again, without web page or server.",
        "application/json",
        "spec.json",
        to_spec,
    ),
    "weights": Export(
        "Weights",
        "The trained network as safetensors, for PyTorch, JAX or NumPy, with all that was done to its inputs.",
        "application/octet-stream",
        "safetensors",
        to_safetensors,
        of_one_run=True,
    ),
    "pytorch": Export(
        "PyTorch",
        "One run as a Python script that trains the same network on the same data, with the same curve.",
        "text/x-python; charset=utf-8",
        "py",
        to_pytorch,
        of_one_run=True,
    ),
    "keras": Export(
        "Keras",
        "The same as a Keras 3 script, which runs on PyTorch, JAX or TensorFlow.",
        "text/x-python; charset=utf-8",
        "py",
        to_keras,
        of_one_run=True,
    ),
    "onnx": Export(
        "ONNX",
        "The network as a program for many languages and for browsers. It takes the columns of your data as they are.",
        "application/octet-stream",
        "onnx",
        to_onnx,
        of_one_run=True,
    ),
    "onnx-prepared": Export(
        "ONNX for prepared inputs",
        "The same without the preparation: it takes inputs that are chosen, expanded and normalized already.",
        "application/octet-stream",
        "prepared.onnx",
        to_prepared_onnx,
        of_one_run=True,
    ),
    "citation": Export(
        "Citation (BibTeX)",
        "An entry for your list of references: title, date, link, and what it was calculated with.",
        "application/x-bibtex; charset=utf-8",
        "bib",
        to_bibtex,
    ),
    "citation-text": Export(
        "Citation (text)",
        "The same in a sentence, to paste below a figure.",
        "text/plain; charset=utf-8",
        "txt",
        to_citation,
    ),
}
