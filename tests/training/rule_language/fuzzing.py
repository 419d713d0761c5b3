"""Draws texts for the rule language: noise, pieces of rules in any order, and rules with a few mistakes.

`make fuzz` draws all 100,000, and as many more of everything that is drawn along with them.
"""

import os
import random

COUNT = int(os.environ.get("FUZZED_RULES", "3000"))

NAMES = ["w", "g", "t", "eta", "decays", "a", "b", "rho", "eps", "m1", "constructor", "lambda"]
FUNCTIONS = {"sqrt": 1, "abs": 1, "sign": 1, "exp": 1, "log": 1, "tanh": 1, "sin": 1, "cos": 1, "min": 2, "max": 2,
             "clip": 3}  # fmt: skip
PIECES = [
    *NAMES, *FUNCTIONS, "where", "initially", "+", "-", "*", "/", "^", "(", ")", ",", "=", "<", "<=", ">", ">=", "==",
    ";", "\n", " ", "#", "0", "1", "2", "0.5", "1e-8", "1e6", "1e7", ".", "'", "[", "]", "__class__", "import", "η",
]  # fmt: skip
CHARACTERS = [
    chr(number) for number in (*range(128), 0xA0, 0xB2, 0x3B7, 0x3C1, 0x200B, 0x202E, 0x2028, 0xFF47, 0x1F600)
]


class Fuzzer:
    """Seeded, so that a text that fails can be drawn again."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def text(self) -> str:
        draw = self.random.random()
        if draw < 0.1:
            return "".join(self.random.choices(CHARACTERS, k=self.random.randrange(80)))
        if draw < 0.3:
            return "".join(self.random.choices(PIECES, k=self.random.randrange(60)))
        rule = self.rule()
        return rule if draw < 0.6 else self.spoilt(rule)

    def rule(self, most: int = 5) -> str:
        """A rule of the grammar, in which every name is read sooner or later."""
        lines = [f"{name} = {self.expression(3)}" for name in self.random.choices(["a", "b", "m1", "w"], k=most - 1)]
        first = [f"initially {name} = {self.random.choice(['1', 'eta', '2*rho', '-0.5'])}" for name in ("a", "b")
                 if f"\n{name} = " in "\n" + "\n".join(lines) and self.random.random() < 0.2]  # fmt: skip
        return "\n".join([*first, *lines, f"w = {self.expression(3)}"])

    def expression(self, depth: int) -> str:
        draw = self.random
        if depth == 0 or draw.random() < 0.2:
            number = draw.choice(["0", "1", "2", "3", "0.5", "0.1", "1e-8", "7.25", "1e6"])
            return number if draw.random() < 0.3 else draw.choice(NAMES[:10])
        inner = [self.expression(depth - 1) for _ in range(4)]
        match draw.randrange(6):
            case 0 | 1 | 2:
                return f"({inner[0]} {draw.choice('+-*/^' if draw.random() < 0.3 else '+-*/')} {inner[1]})"
            case 3:
                return f"-{inner[0]}"
            case 4:
                name = draw.choice(list(FUNCTIONS))
                return f"{name}({', '.join(inner[: FUNCTIONS[name]])})"
        compared = draw.choice(["<", "<=", ">", ">=", "=="])
        return f"where({inner[0]} {compared} {inner[1]}, {inner[2]}, {inner[3]})"

    def spoilt(self, rule: str) -> str:
        """The rule with some characters left out, doubled, exchanged or replaced."""
        text = list(rule)
        for _ in range(self.random.randint(1, 3)):
            place = self.random.randrange(len(text))
            match self.random.randrange(4):
                case 0:
                    text[place] = ""
                case 1:
                    text[place] *= 2
                case 2:
                    text[place] = self.random.choice(PIECES)
                case 3:
                    text[place:] = text[place:] + text[place : place + 10]
        return "".join(text)
