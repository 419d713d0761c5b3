"""Text that people write, and how it is kept: letters that everybody can show, in lines that stay lines."""

import unicodedata

LINE_ENDS = {"\r\n": "\n", "\r": "\n"}
DIRECTIONS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
"""They turn the writing of what follows around, even beyond a title: a list would say something else."""


def plain(text: str) -> str:
    """Lines of letters: nothing can be done with other control characters, and half a surrogate is no letter at all."""
    for old, new in LINE_ENDS.items():
        text = text.replace(old, new)
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise ValueError("This contains characters that cannot be shown.")
    return text.strip()


def one_line(text: str) -> str:
    """The same, as one line."""
    if not DIRECTIONS.isdisjoint(text):
        raise ValueError("This contains characters that turn the writing around.")
    return " ".join(plain(text).split())


def alike(text: str) -> str:
    """What two texts have in common that look the same: without case, width and what cannot be seen."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(letter for letter in folded if unicodedata.category(letter) != "Cf").split())
