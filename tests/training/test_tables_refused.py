"""Tables that cannot be learned from: each is refused with a sentence, and with its line where there is one."""

import gzip
import io
import pickle
import sqlite3
import time
import zipfile
from contextlib import suppress

import numpy as np
import pytest

from training.tables import TableError, inspect, parse
from training.tables.error import shown

GOOD = "1,2,a\n3,4,b\n" * 6
HEAD = "x,z,y\n"
SECONDS = 8.0
"""Far above what any file takes (about 2 s for 5 MB), far below the limits of the process that reads them."""


def numpy_file() -> bytes:
    file = io.BytesIO()
    np.save(file, np.zeros((10, 3)))
    return file.getvalue()


def zip_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", HEAD + GOOD)
    return file.getvalue()


def database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table t (x)")
        data = connection.serialize()
    connection.close()
    return data


OTHER_KINDS = {
    "zip, xlsx, npz or pt": (zip_file(), "ZIP archive or an Excel"),
    "empty zip": (b"PK\x05\x06" + b"\0" * 18, "ZIP archive"),
    "old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Excel"),
    "gzip": (gzip.compress((HEAD + GOOD).encode()), "gzip"),
    "bzip2": (b"BZh91AY&SY\0", "bzip2"),
    "xz": (b"\xfd7zXZ\0\0", "xz"),
    "zstandard": (b"\x28\xb5\x2f\xfd\0", "Zstandard"),
    "7-zip": (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    "pickle": (pickle.dumps({"x": [1, 2, 3]}), "pickle"),
    "old pickle": (pickle.dumps({"x": [1, 2, 3]}, 2), "pickle"),
    "npy": (numpy_file(), "NumPy file"),
    "parquet": (b"PAR1\x15\x04\x15\x10PAR1", "Parquet"),
    "feather": (b"ARROW1\0\0abc", "Arrow"),
    "hdf5": (b"\x89HDF\r\n\x1a\n", "HDF5"),
    "sqlite": (database(), "SQLite"),
    "pdf": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "rtf": (rb"{\rtf1 x,y}", "RTF"),
    "png": (b"\x89PNG\r\n\x1a\n", "picture"),
    "html": (b"\n <!DOCTYPE HTML><table>", "web page"),
    "xml": (b"<?xml version='1.0'?>", "web page or XML"),
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_other_kinds_of_files_are_refused_by_content(kind: str) -> None:
    data, name = OTHER_KINDS[kind]
    with pytest.raises(TableError, match=f"This is .*{name}.*not a CSV file"):
        inspect(data)


def test_a_header_may_begin_like_another_kind_of_file() -> None:
    for header in ("PAR1,PAR2", "BZh,x", "PK,x", "Rar!,x", "%PDF,x", "7z,x"):
        assert inspect(f"{header}\n1,2\n").rows == 1


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "The file is empty."),
    "only space": (" \n\t\n ", "The file is empty."),
    "only a byte order mark": (b"\xef\xbb\xbf", "Only one column"),
    "only delimiters": (",,\n,,\n", "Only one column"),
    "only quoted spaces": ('" ";" "\n', "no cell with anything in it"),
    "one column": ("x\n" + "1\n" * 20, "Only one column"),
    "unknown delimiter": ("x|y\n" + "1|2\n" * 20, "Only one column"),
    "header only": (HEAD, "names of columns, but no rows"),
    "too large": ("x,y\n" + "1,2\n" * 1_250_000, "at most 5,000,000 bytes"),
    "too large in bytes, not in letters": ("é" * 2_600_000, "at most 5,000,000 bytes"),
    "nul": (b"x,y\n1,2\n3,\x004\n", "Line 3 contains a NUL"),
    "utf-16 without mark": ((HEAD + GOOD).encode("utf-16-le"), "Line 1 contains a NUL"),
    "utf-32": ((HEAD + GOOD).encode("utf-32"), "Line 1 contains a NUL"),
    "control character": ("x,y\n1,2\n3,\x1b[31m\n", "Line 3 contains the control character 0x1b"),
    "latin-1": ("x,y\n1,Köln\n".encode("latin-1"), "Line 2 has letters that are not valid UTF-8"),
    "broken utf-16": (b"\xff\xfex\0,\0y\0\n\0\x00\xd8x\0", "Line 2 is not valid UTF-16"),
    "half a character in a string": ("x,y\n1,\ud800\n", "Line 2 contains half of a character"),
    "5 MB unclosed quote": ('x,y\n"' + "1,2\n" * 1_240_000, "Line 2 .*far too long; perhaps a quotation mark"),
    "small unclosed quote": ('x,y\n1,2\n3,"4\n5,6\n', "Line 3 .*never closed"),
    "quote closed too early": ('x,y\n1,2\n3,"4"5\n', "Line 3 .*in the middle of a cell"),
    "long cell": ("x,y\n1,2\n3," + "a" * 1001 + "\n", "Line 3 has a cell with more than 1,000 characters"),
    "long name": ("x" * 1001 + ",y\n1,2\n", "Line 1 has a cell with more than 1,000 characters"),
    "2 million columns": ("a," * 2_000_000, "Line 1 has 2,000,001 cells; at most 201 columns"),
    "a very wide row": (HEAD + GOOD + "," * 3_000_000 + "1\n", "Line 14 has 3,000,001 cells"),
    "202 columns": (",".join(f"c{i}" for i in range(202)), "Line 1 has 202 cells"),
    "5 million empty lines": ("x,y" + "\n" * 4_999_990 + "1\n", "Line 4999991 has 1 cell, but the first row has 2"),
    "a million rows": ("x,y\n" + "1,2\n" * 1_000_000, "Line 100002 is row 100,001; at most 100,000"),
    "a million cells": (
        ",".join("abcdefghijkl") + "\n" + "1,2,3,4,5,6,7,8,9,1,2,3\n" * 90_000,
        "Up to line 83335 there are more than 1,000,000 cells",
    ),
    "short row": (HEAD + "1,2,a\n1,2\n", "Line 3 has 2 cells, but the first row has 3"),
    "long row": (HEAD + "1,2,a\n\n1,2,a,\n", "Line 4 has 4 cells, but the first row has 3"),
    "row after a cell with line breaks": ('x,y\n1,"a\nb\r\nc"\n1\n', "Line 5 has 1 cell,"),
    "name used twice": ("x,y,x\n1,2,3\n", 'Line 1: columns 1 and 3 are both named "x"'),
    "name used twice but for space": ('"a b"," a\n b"\n1,2\n', 'both named "a b"'),
    "no name": ("x,,y\n1,2,3\n", "Line 1: column 2 has no name"),
    "no name after blank lines": ("\n\nx,\n1,2\n", "Line 3: column 2 has no name"),
    "data without header": ("5.1,3.5,setosa\n" * 3, 'Line 1: columns|Line 1 must hold .*"5.1" is a number'),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_files_are_refused_with_a_sentence(case: str) -> None:
    source, sentence = UNREADABLE[case]
    started = time.monotonic()
    for read in (inspect, lambda text: parse(text, "y")):
        with pytest.raises(TableError, match=sentence) as caught:
            read(source)
        assert [problem.loc for problem in caught.value.problems] == ["csv"]
    assert time.monotonic() - started < 2 * SECONDS


def many(pattern: str, count: int = 30) -> str:
    return "".join(pattern.format(i=i, c="ab"[i % 2]) + "\n" for i in range(count))


TARGET = {"target": "y"}
UNUSABLE: dict[str, tuple[str, dict[str, str], str, str]] = {
    "no such target": (HEAD + GOOD, {"target": "Y2"}, "target", 'no column "Y2".*There are: "x", "z", "y"'),
    "target misspelt": ("size,kind\n" + many("{i},{c}"), {"target": "knd"}, "target", 'Did you mean "kind"'),
    "no target": (HEAD + GOOD, {"target": ""}, "target", 'no column ""'),
    "huge target": (HEAD + GOOD, {"target": "y" * 10_000_000}, "target", "no column"),
    "unknown task": (HEAD + GOOD, {**TARGET, "task": "guess"}, "task", "classification, regression"),
    "unknown way with gaps": (HEAD + GOOD, {**TARGET, "missing": "zero"}, "missing", "drop.*mean"),
    "words for regression": (HEAD + GOOD, {**TARGET, "task": "regression"}, "task", '"y" holds words'),
    "one class": (HEAD + "1,2,a\n" * 12, TARGET, "target", 'always "a": there is nothing to learn'),
    "constant number": (HEAD + "1,2,7.5\n" * 12, TARGET, "target", 'always "7.5"'),
    "one class once gaps are dropped": (HEAD + "1,2,a\n?,2,b\n" * 12, TARGET, "target", 'always "a"'),
    "target of free text": (
        "x,y\n" + many("{i},text {i}"),
        TARGET,
        "target",
        "30 different values.*at most 20 classes",
    ),
    "too many classes": (
        "x,y\n" + many("1,{i}"),
        {**TARGET, "task": "classification"},
        "target",
        "30 different values.*at most 20 classes",
    ),
    "infinite target": ("x,y\n" + many("{i},{i}") + "1,1e999\n", TARGET, "target", '"1e999" on line 32'),
    "few rows": (HEAD + "1,2,a\n3,4,b\n" * 4, TARGET, "csv", "has 8 rows; at least 10"),
    "one row": (HEAD + "1,2,a\n", TARGET, "csv", "has 1 row; at least 10"),
    "few complete rows": (HEAD + "1,2,a\n3,?,b\n" * 9, TARGET, "csv", 'Only 9 of 18 rows.*"z" lacks most values: 9'),
    "few targets": (HEAD + "1,2,a\n3,4,?\n" * 9, {**TARGET, "missing": "mean"}, "csv", "Only 9 of 18 .*the target"),
    "no value in a column": (
        HEAD + "1,?,a\n3,?,b\n" * 9,
        {**TARGET, "missing": "mean"},
        "csv",
        'Column "z" has no value at all',
    ),
    "free text": ("x,note,y\n" + many("{i},text {i},{c}"), TARGET, "csv", '"note" looks like free text: it has 30'),
    "a word among numbers": (
        HEAD + GOOD + "1,two,a\n",
        TARGET,
        "csv",
        'Column "z" holds numbers, but "two" on line 14',
    ),
    "decimal comma in quotes": (HEAD + GOOD + '1,"2,5",a\n', TARGET, "csv", '"z" holds numbers, but "2,5" on line 14'),
    "full-width digits": (HEAD + GOOD + "1,２,a\n", TARGET, "csv", '"２" on line 14 is none'),
    "underscore": (HEAD + GOOD + "1,1_000,a\n", TARGET, "csv", '"1_000" on line 14 is none'),
    "infinity": (HEAD + GOOD + "1,inf,a\n", TARGET, "csv", '"inf" on line 14 is none'),
    "hexadecimal": (HEAD + GOOD + "1,0x10,a\n", TARGET, "csv", '"0x10" on line 14 is none'),
    "overflow": (HEAD + GOOD + "1,1e999,a\n", TARGET, "csv", '"1e999" on line 14; numbers may go up to 1e.30'),
    "a thousand digits": (HEAD + GOOD + "1," + "9" * 1000 + ",a\n", TARGET, "csv", '9…" on line 14; numbers may go'),
    "beyond single precision": (HEAD + GOOD + "1,-1e31,a\n", TARGET, "csv", '"-1e31" on line 14'),
    "two decimal marks": (
        "x;y\n" + "1,5;a\n2;b\n" * 6 + "2.5;a\n",
        TARGET,
        "csv",
        "decimal comma on line 2 and a decimal point on line 14",
    ),
    "too many inputs after encoding": (
        ",".join(f"c{i}" for i in range(11)) + ",y\n" + many(",".join(["v{i}"] * 11) + ",{c}", 20),
        TARGET,
        "csv",
        'there are 220 inputs; at most 200.*"c0", "c1", "c2"',
    ),
    "too many cells after encoding": (
        "c,y\n" + "".join(f"v{i % 15},{i % 2}\n" for i in range(90_000)),
        TARGET,
        "csv",
        "there are 1,350,000 cells; at most 1,000,000",
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_unusable_tables_are_refused_with_a_sentence(case: str) -> None:
    source, options, loc, sentence = UNUSABLE[case]
    started = time.monotonic()
    with pytest.raises(TableError, match=sentence) as caught:
        parse(source, **options)
    assert [problem.loc for problem in caught.value.problems] == [loc]
    assert time.monotonic() - started < SECONDS


def test_every_bad_column_is_named_at_once() -> None:
    text = "a,b,c,y\n" + many("{i},text {i},1,{c}") + "x,text,1e400,a\n"
    with pytest.raises(TableError) as caught:
        parse(text, "y")
    assert [problem.msg.split()[1] for problem in caught.value.problems] == ['"a"', '"b"', '"c"']


def test_every_sentence_ends_like_one_and_stays_short() -> None:
    for source, options, _, _ in UNUSABLE.values():
        with pytest.raises(TableError) as caught:
            parse(source, **options)
        for problem in caught.value.problems:
            assert problem.msg[-1] in ".?"
            assert len(problem.msg) < 400


def test_long_cells_are_cut_where_they_are_quoted() -> None:
    assert shown("a" * 41) == '"' + "a" * 41 + '"'
    assert shown("a" * 42) == '"' + "a" * 40 + '…"'


def test_random_bytes_never_raise_anything_else() -> None:
    random = np.random.default_rng(0)
    pieces = [b",", b";", b"\t", b"\n", b"\r", b'"', b"1", b"a", b".", b"-", b" ", b"\xc3\xa9", b"NA", b"1e9", b"\xff"]
    read = 0
    for length in random.integers(0, 100, 3000):
        data = b"".join(pieces[index] for index in random.integers(len(pieces), size=length))
        # Half of them begin with lines of two cells, or nearly every text would already fail at its first row.
        rows = [random.choice([b"1,", b"2.5,", b","]) + random.choice([b"a", b"b", b""]) for _ in range(length)]
        for text in (data, b"x,y\n" + b"\n".join(rows) + b"\n" + data[: length // 20]):
            with suppress(TableError):
                table = parse(text, "y", missing="mean")
                assert table.samples.inputs.shape == (table.outline.samples, len(table.outline.columns))
                read += 1
    assert read > 500
