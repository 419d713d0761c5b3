"""Ordinary tables of students: what is read, what becomes a class, a number or a column."""

import json
import subprocess
import sys

import numpy as np
import pytest

from training.spec import Spec
from training.tables import Table, TableError, inspect, parse

NAN = float("nan")


def rows(count: int, pattern: str) -> str:
    """`count` lines, each the pattern with {i} as its number and {c} as a or b in turn."""
    return "".join(pattern.format(i=i, c="ab"[i % 2]) + "\n" for i in range(count))


SIMPLE = "size,kind\n" + rows(12, "{i}.5,{c}")


def test_words_become_classes_and_numbers_inputs() -> None:
    table = parse(SIMPLE, "kind", title="Mine")
    assert table.outline.title == "Mine"
    assert table.outline.task == "classification"
    assert table.outline.target == "kind"
    assert table.outline.columns == ("size",)
    assert table.outline.classes == ("a", "b")
    assert table.outline.samples == table.outline.maximum == 12
    assert not table.outline.standardize_target
    assert table.samples.inputs.dtype == np.float64
    assert table.samples.inputs[:, 0].tolist() == [i + 0.5 for i in range(12)]
    assert table.samples.targets.dtype == np.int64
    assert table.samples.targets.tolist() == [0, 1] * 6
    assert table.dropped == 0


def test_fractions_are_predicted_as_numbers() -> None:
    table = parse(SIMPLE, "size")
    assert table.outline.task == "regression"
    assert table.outline.standardize_target
    assert table.outline.classes == ()
    assert table.outline.columns == ("kind=a", "kind=b")
    assert table.samples.inputs[:2].tolist() == [[1, 0], [0, 1]]
    assert table.samples.targets.dtype == np.float64
    assert table.samples.targets[3] == 3.5


@pytest.mark.parametrize(
    ("different", "task", "expected"),
    [(20, None, "classification"), (21, None, "regression"), (5, "regression", "regression")],
)
def test_few_whole_numbers_are_classes_unless_the_task_says_otherwise(
    different: int, task: str | None, expected: str
) -> None:
    text = "x,y\n" + "".join(f"{i},{i % different}\n" for i in range(42))
    assert parse(text, "y", task).outline.task == expected


def test_few_fractions_are_classes_when_asked_for() -> None:
    outline = parse("x,y\n" + "1,0.5\n2,10.5\n3,2\n" * 5, "y", "classification").outline
    assert outline.classes == ("0.5", "2", "10.5")


def test_equal_numbers_are_one_class_however_written() -> None:
    table = parse("x,y\n" + "1,1\n2,1.0\n3,01\n4,10\n5,2e0\n" * 3, "y")
    assert table.outline.classes == ("1", "2", "10")
    assert table.samples.targets[:5].tolist() == [0, 0, 0, 2, 1]


def test_labels_that_mix_words_and_numbers_are_fine_when_classes_are_asked_for() -> None:
    text = "x,y\n" + "1,1\n2,2\n3,10\n4,other\n" * 3
    assert parse(text, "y", "classification").outline.classes == ("1", "2", "10", "other")
    with pytest.raises(TableError, match='"other" on line 5'):
        parse(text, "y")


def test_a_label_that_only_dropped_rows_have_is_no_class() -> None:
    text = "x,y\n" + "1,1\n2,2\n" * 6 + "?,other\n"
    assert parse(text, "y", "classification").outline.classes == ("1", "2")
    with pytest.raises(TableError, match='"other" on line 14'):
        parse(text, "y")


def test_classes_are_ordered_by_number_then_by_letter() -> None:
    text = "x,y\n" + "1,b\n2,10\n3,01\n4,9\n5,1\n6,a\n7,c\n" * 2
    assert parse(text, "y", "classification").outline.classes == ("01", "1", "9", "10", "a", "b", "c")


SAME = [("0.5", "a"), ("-1.5", "b")] * 6
VARIANTS = {
    "comma": ("x,y\n", "{0},{1}\n", "utf-8"),
    "semicolon": ("x;y\n", "{0};{1}\n", "utf-8"),
    "tab": ("x\ty\n", "{0}\t{1}\n", "utf-8"),
    "carriage returns": ("x,y\r\n", "{0},{1}\r\n", "utf-8"),
    "old mac": ("x,y\r", "{0},{1}\r", "utf-8"),
    "byte order mark": ("x,y\n", "{0},{1}\n", "utf-8-sig"),
    "utf-16 with mark": ("x\ty\r\n", "{0}\t{1}\r\n", "utf-16"),
    "quoted": ('"x","y"\n', '"{0}","{1}"\n', "utf-8"),
    "spaces": ("x , y\n", " {0} , {1} \n", "utf-8"),
    "blank lines": ("\n\nx,y\n\n", "{0},{1}\n\n", "utf-8"),
    "empty rows": (",\nx,y\n", "{0},{1}\n,\n", "utf-8"),
    "other notation": ("x,y\n", "{0}e+0,{1}\n", "utf-8"),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_table_in_many_dialects(variant: str) -> None:
    header, row, encoding = VARIANTS[variant]
    data = (header + "".join(row.format(*cells) for cells in SAME)).encode(encoding)
    table = parse(data, "y")
    assert table.outline.columns == ("x",)
    assert table.outline.classes == ("a", "b")
    assert table.samples.inputs[:, 0].tolist() == [0.5, -1.5] * 6


def test_utf_16_of_the_other_byte_order_is_read_too() -> None:
    assert parse(b"\xfe\xff" + SIMPLE.encode("utf-16-be"), "kind").outline.samples == 12


def test_semicolons_come_with_decimal_commas() -> None:
    table = parse("größe;y\n" + "1,5;a\n-0,25e1;b\n,5;a\n7;b\n" * 3, "y")
    assert table.outline.columns == ("größe",)
    assert table.samples.inputs[:4, 0].tolist() == [1.5, -2.5, 0.5, 7]


def test_semicolons_are_found_without_a_header_between_decimal_commas() -> None:
    table = parse("1,5;2,5;0\n3,5;4,5;1\n" * 6, "column_3")
    assert table.samples.inputs[1].tolist() == [3.5, 4.5]


def test_semicolons_may_come_with_decimal_points() -> None:
    assert parse("x;y\n" + "1.5;a\n2.5;b\n" * 5, "y").samples.inputs[1, 0] == 2.5


def test_delimiters_inside_quotes_do_not_count() -> None:
    table = parse('"a, b";"c; d"\n' + '"x, y";1\n"z, w";2\n' * 5, "c; d")
    assert table.outline.columns == ("a, b=x, y", "a, b=z, w")


def test_a_first_row_of_numbers_is_data_and_columns_get_names() -> None:
    table = parse("1,2,0\n3,4,1\n" * 5, "column_3")
    assert table.outline.columns == ("column_1", "column_2")
    assert table.outline.samples == 10


def test_a_header_may_count() -> None:
    table = parse("0,1,2,label\n" + "5,6,7,a\n8,9,10,b\n" * 5, "label")
    assert table.outline.columns == ("0", "1", "2")


def test_line_breaks_in_names_become_spaces() -> None:
    table = parse('"size\n in cm",y\n' + "1,a\n2,b\n" * 5, "y")
    assert table.outline.columns == ("size in cm",)
    assert parse('"size\n in cm",y\n' + "1,a\n2,b\n" * 5, "size\n in cm").outline.target == "size in cm"


GAPS = "x,color,y\n" + "1,red,a\n2,blue,b\n" * 6


@pytest.mark.parametrize("marker", ["", "NA", "N/A", "nan", "NaN", "null", "?", "-", '""', " "])
def test_rows_with_missing_values_are_dropped_and_counted(marker: str) -> None:
    table = parse(GAPS + f"{marker},red,a\n3,{marker},a\n4,red,{marker}\n", "y")
    assert table.outline.samples == 12
    assert table.dropped == 3
    assert table.outline.columns == ("x", "color=blue", "color=red")
    assert np.isfinite(table.samples.inputs).all()


def test_missing_inputs_stay_nan_for_the_training_mean() -> None:
    table = parse(GAPS + "?,red,a\n3,?,a\n4,red,?\n", "y", missing="mean")
    assert table.outline.samples == 14
    assert table.dropped == 1
    assert table.samples.inputs[-2:].tolist() == [
        pytest.approx([NAN, 0, 1], nan_ok=True),
        pytest.approx([3, NAN, NAN], nan_ok=True),
    ]


def test_a_category_that_only_dropped_rows_have_gets_no_column() -> None:
    assert parse(GAPS + "?,green,a\n", "y").outline.columns == ("x", "color=blue", "color=red")


def test_constant_columns_are_kept() -> None:
    table = parse("x,c,w,y\n" + "1,7,red,a\n2,7,red,b\n" * 5, "y")
    assert table.outline.columns == ("x", "c", "w=red")
    assert set(table.samples.inputs[:, 1]) == {7.0}


def test_twenty_categories_are_possible() -> None:
    text = "x,y\n" + "".join(f"value {i % 20},{i % 2}\n" for i in range(40))
    assert len(parse(text, "y").outline.columns) == 20


def test_long_names_are_cut_and_stay_different() -> None:
    long = "x" * 100
    text = f"{long}1,{long}2,color=red,color,y\n" + "1,2,3,red,a\n4,5,6,blue,b\n" * 5
    outline = parse(text, "y").outline
    assert outline.columns == ("x" * 63 + "…", "x" * 60 + " (2)", "color=red", "color=blue", "color=red (2)")


def test_every_column_can_be_named_in_a_spec() -> None:
    outline = parse(f"{'é' * 200},color,y\n" + "1,red,a\n4,blue,b\n" * 5, "y").outline
    values = {"data": {"dataset": "table-1", "features": list(outline.columns)}}
    spec = Spec.parse(values, {"table-1": outline}.get)
    assert spec.data.features == outline.columns


def test_markup_and_formulas_are_only_names() -> None:
    name = "<script>window.P=1</script>"
    outline = parse(f"{name},y\n" + '1,"=HYPERLINK(""x"")"\n2,b\n' * 5, "y").outline
    assert outline.columns == (name,)
    assert outline.classes == ('=HYPERLINK("x")', "b")


def test_inspecting_lists_what_each_column_holds() -> None:
    found = inspect("x,note,y\n1,hello,a\n2,,b\n2,?,a\n").to_dict()
    assert found == {
        "rows": 3,
        "columns": [
            {"name": "x", "type": "number", "missing": 0, "distinct": 2, "examples": ["1", "2"]},
            {"name": "note", "type": "category", "missing": 2, "distinct": 1, "examples": ["hello"]},
            {"name": "y", "type": "category", "missing": 0, "distinct": 2, "examples": ["a", "b"]},
        ],
    }


def test_inspecting_shows_columns_that_parsing_would_refuse() -> None:
    found = inspect("id,x\n" + rows(30, "name {i},1e999"))
    assert [column["type"] for column in found.columns] == ["category", "number"]
    assert found.columns[0]["distinct"] == 30
    assert len(found.columns[0]["examples"]) == 5


@pytest.mark.parametrize("target", ["kind", "size"])
def test_a_table_survives_storage_bit_for_bit(target: str) -> None:
    table = parse(SIMPLE + "?,a\n", target, missing="mean")
    again = Table.from_bytes(table.to_bytes())
    assert again.outline == table.outline
    assert again.dropped == table.dropped
    assert again.samples.inputs.tobytes() == table.samples.inputs.tobytes()
    assert again.samples.targets.tobytes() == table.samples.targets.tobytes()
    assert again.samples.targets.dtype == table.samples.targets.dtype
    assert again.samples.inputs.flags.writeable


def test_a_damaged_stored_table_is_refused() -> None:
    data = parse(SIMPLE, "kind").to_bytes()
    flipped = [data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :] for place in range(0, len(data), 7)]
    for damaged in [b"", b"\n", data[:-1], data + b"\0", *flipped]:
        with pytest.raises(TableError, match="damaged"):
            Table.from_bytes(damaged)


def test_the_same_table_is_stored_as_the_same_bytes() -> None:
    assert parse(SIMPLE, "kind").to_bytes() == parse(SIMPLE.encode("utf-16"), "kind").to_bytes()


def test_reading_tables_loads_neither_pytorch_nor_scikit_learn() -> None:
    code = "import json, sys, training.tables.__main__; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"torch", "sklearn", "django"} & set(json.loads(done.stdout))
