"""Data sets: the built-in ones, and a student's own table by file or paste."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from ninja import Router, Status

from playground import quotas
from playground.datasets import described, described_upload, own_datasets
from playground.identity import classroom_of, identify, identify_for_writing, identify_or_welcome, token_for
from playground.models import Dataset, Quota
from training.datasets import DATASETS, Task
from training.problems import Problem, SpecError
from training.spec import read_json
from training.tables import Missing, inspect_in_subprocess, parse_in_subprocess
from training.tables.decoding import SIZE_LIMIT

router = Router(tags=["data sets"])
MOST_UPLOADS = 20
JSON_ROOM = 3 * 1024 * 1024
"""A table grows when its line ends and quotes are escaped for JSON."""
FIELDS = ("name", "csv", "target", "task", "missing")


@dataclass(frozen=True)
class Upload:
    """What came in, by JSON or as a form with a file."""

    csv: str | bytes
    fields: dict[str, Any]

    def text(self, name: str, default: str = "") -> str:
        """A text field; refuses other types."""
        value = self.fields.get(name) or default
        if not isinstance(value, str) or len(value) > 1000:
            raise SpecError([Problem(name, "This must be a short text.")])
        return value


@router.get("/datasets", summary="Every data set: built-in ones, and your own tables")
def listed(request: HttpRequest) -> dict[str, Any]:
    """The same entries as in the schema."""
    return {"datasets": [described(dataset) for dataset in DATASETS] + own_datasets(identify(request))}


@router.post("/datasets/inspect", summary="Look at the columns of a CSV before choosing the target")
def inspect(request: HttpRequest) -> dict[str, Any]:
    """A JSON body {"csv": text} or a form with `file`. Nothing is kept."""
    identify_for_writing(request)
    return inspect_in_subprocess(_upload(request).csv).to_dict()


@router.post("/datasets", response={201: dict[str, Any]}, summary="Keep a CSV as a data set")
def keep(request: HttpRequest) -> Status[dict[str, Any]]:
    """JSON {"name", "csv", "target", "task", "missing"} or a form with `file`. Its name goes into data.dataset.

    Whoever has a link to an experiment with this table can see its rows. Without cookie or token the answer's token is
    the only key to what is yours.
    """
    owner = identify_or_welcome(request)
    if owner.datasets.count() >= MOST_UPLOADS:
        raise SpecError([Problem("csv", f"You have {MOST_UPLOADS} tables already, which is the most.")])
    upload = _upload(request)
    title = " ".join(upload.text("name", "Own table").split())[:120]
    table = parse_in_subprocess(
        upload.csv,
        upload.text("target"),
        cast(Task | None, upload.text("task") or None),
        cast(Missing, upload.text("missing", "drop")),
        title or "Own table",
    )
    classroom = classroom_of(request, owner)
    with quotas.room_for_table(owner, Quota.objects.limits(classroom.pk if classroom else None)):
        kept = Dataset.objects.keep(table, owner)
    return Status(201, {**described_upload(kept), "dropped": table.dropped, "token": token_for(request, owner)})


def _upload(request: HttpRequest) -> Upload:
    if request.content_type == "multipart/form-data":
        try:
            file, fields = request.FILES.get("file"), dict(request.POST.items())
        except MultiPartParserError:
            raise SpecError([Problem("", "This form cannot be read.")]) from None
        csv = file.read(SIZE_LIMIT + 1) if file else fields.get("csv", "")
    else:
        fields = read_json(request.body, SIZE_LIMIT + JSON_ROOM)
        csv = fields.get("csv", "")
    if unknown := [name for name in fields if name not in (*FIELDS, "csrfmiddlewaretoken")]:
        raise SpecError([Problem(unknown[0][:40], "There is no such field here.")])
    if not isinstance(csv, str | bytes) or not csv:
        raise SpecError([Problem("csv", "Choose a file or paste the text of a table.")])
    return Upload(csv, fields)
