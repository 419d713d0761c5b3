"""From the bytes of a file to text, refusing by content what is not a text table, whatever its name says."""

import re

from training.tables.error import TableError, refuse

SIZE_LIMIT = 5_000_000

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (rb"PK(\x03\x04|\x05\x06|\x07\x08)", "a ZIP archive or an Excel, OpenDocument, NumPy or PyTorch file"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel file"),
    (rb"\x1f\x8b", "a gzip archive"),
    (rb"BZh[1-9]1AY&SY", "a bzip2 archive"),
    (rb"\xfd7zXZ\x00", "an xz archive"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"\x80[\x01-\x05]", "a Python pickle"),
    (rb"\x93NUMPY", "a NumPy file"),
    (rb"\x89HDF\r\n\x1a\n", "an HDF5 file"),
    (rb"PAR1.*PAR1\Z", "a Parquet file"),
    (rb"(ARROW1\x00\x00|FEA1)", "an Arrow or Feather file"),
    (rb"SQLite format 3\x00", "an SQLite database"),
    (rb"%PDF-", "a PDF document"),
    (rb"\{\\rtf", "an RTF document"),
    (rb"(\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a)", "a picture"),
    (rb"(?i:\s*<(!doctype html|html|\?xml))", "a web page or XML file"),
)
"""How files of other kinds begin. They are only recognized, never opened."""

ADVICE = "Save the table as “CSV UTF-8” and upload that."

CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(source: str | bytes) -> str:
    """The text of a CSV in UTF-8 (with or without a byte order mark) or UTF-16 (with one)."""
    data = to_bytes(source)
    if not data.strip():
        raise refuse("csv", "The file is empty.")
    for pattern, kind in SIGNATURES:
        if re.match(pattern, data, re.DOTALL):
            raise refuse("csv", f"This is {kind}, not a CSV file. {ADVICE}")
    text = _decode(data)
    found = CONTROL_CHARACTER.search(text)
    if found:
        what = "a NUL character" if found[0] == "\0" else f"the control character {ord(found[0]):#04x}"
        raise refuse("csv", f"Line {_line(text, found.start())} contains {what}, so this is not a text table. {ADVICE}")
    return text


def to_bytes(source: str | bytes) -> bytes:
    """The file as bytes, refused at once if it is too large."""
    if len(source) > SIZE_LIMIT:
        raise _too_large()
    data = source if isinstance(source, bytes) else _encode(source)
    if len(data) > SIZE_LIMIT:
        raise _too_large()
    return data


def _too_large() -> TableError:
    return refuse("csv", f"The file is too large: at most {SIZE_LIMIT:,} bytes are read. Leave out rows or columns.")


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        line = _line(text, error.start)
        raise refuse("csv", f"Line {line} contains half of a character, which no text can hold.") from None


def _decode(data: bytes) -> str:
    # The two byte order marks of UTF-16 cannot begin a UTF-8 file: 0xFE and 0xFF never occur in UTF-8.
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            line = _line(data[: error.start].decode("utf-16", "replace"), error.start)
            raise refuse("csv", f"Line {line} is not valid UTF-16. {ADVICE}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line(data[: error.start].decode(errors="replace"), error.start)
        raise refuse("csv", f"Line {line} has letters that are not valid UTF-8. {ADVICE}") from None


def _line(text: str, position: int) -> int:
    """The number of the line that holds a position; lines may end in LF, CR or both."""
    before = text[:position]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
