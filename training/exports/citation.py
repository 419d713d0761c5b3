"""How to name an experiment in a report or a paper: as BibTeX, and in a sentence."""

import re
from datetime import datetime

from training.exports.recorded import Recorded
from training.version import VERSION

NOBODY = "Your Name"
LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
         **{each: "\\" + each for each in "&%$#_"}}  # fmt: skip
"""Letters that mean something to LaTeX."""


def to_bibtex(recorded: Recorded) -> str:
    """An entry @misc; the author is left to fill in unless whoever takes it may know the name."""
    fields = {
        "author": f"{{{_plain(recorded.author or NOBODY)}}}",
        "title": f"{{{_plain(_title(recorded))}}}",
        "year": f"{_made(recorded).year}" if recorded.created else "",
        "date": f"{_made(recorded).date()}" if recorded.created else "",
        "howpublished": r"\url{" + recorded.link + "}" if recorded.link else "",
        "url": recorded.link,
        "note": _plain("; ".join([f"Descent {VERSION}", *fingerprints(recorded)])),
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in fields.items() if value]
    hint = "" if recorded.author else "% Put your name in place of “Your Name”.\n"
    return f"{hint}@misc{{{_key(recorded)},\n" + "\n".join(lines) + "\n}\n"


def to_citation(recorded: Recorded) -> str:
    """The same in a sentence."""
    year = f" ({_made(recorded).year})" if recorded.created else ""
    made = f" Made on {_made(recorded):%Y-%m-%d}." if recorded.created else ""
    machine = "".join(f" {each}." for each in fingerprints(recorded))
    link = f" {recorded.link}" if recorded.link else ""
    author = recorded.author or f"[{NOBODY}]"
    return f"{author}{year}: {_title(recorded)}. Experiment with Descent {VERSION}.{made}{machine}{link}\n"


def fingerprints(recorded: Recorded) -> list[str]:
    """What the runs were calculated with, each once."""
    told = (event["fingerprint"] for event in recorded.told("run_finished"))
    return list(dict.fromkeys(each for each in told if each))


def _title(recorded: Recorded) -> str:
    return recorded.title or "An experiment"


def _made(recorded: Recorded) -> datetime:
    return datetime.fromisoformat(recorded.created)


def _key(recorded: Recorded) -> str:
    """A key that every BibTeX reads: letters and digits alone."""
    return "descent" + re.sub(r"[^A-Za-z0-9]", "", recorded.link.rpartition("/")[2])


def _plain(text: str) -> str:
    return "".join(LATEX.get(letter, letter) for letter in text)
