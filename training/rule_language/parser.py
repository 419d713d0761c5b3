"""Reads the tokens of a text into statements: a Pratt parser, after Pratt: Top down operator precedence, 1973."""

from collections.abc import Sequence

from training.rule_language import limits
from training.rule_language.operations import COMPARISONS, FORMS, FUNCTIONS, INFIX, NEGATIVE
from training.rule_language.problem import RuleError, RuleProblem
from training.rule_language.sentences import count_of_arguments, no_assignment, no_function
from training.rule_language.tokens import Token, tokens
from training.rule_language.tree import Expression, Name, Number, Operation, Statement


def parse_rule(text: str) -> list[Statement]:
    """The statements of a rule, one per line or separated by `;`; raises RuleError with every statement's problem."""
    pieces = _tokens(text)
    statements: list[Statement] = []
    problems: list[RuleProblem] = []
    nodes = start = 0
    for position, token in enumerate(pieces):
        if token.kind != "end":
            continue
        if position > start:
            parser = _Parser(pieces[start : position + 1], nodes)
            try:
                statements.append(parser.statement())
            except RuleError as error:
                problems += error.problems
            nodes = parser.nodes
        start = position + 1
        if len(statements) > limits.STATEMENTS:
            problems.append(token.problem(f"These are too many statements: at most {limits.STATEMENTS}."))
            break
    if problems:
        raise RuleError(problems[: limits.PROBLEMS])
    return statements


def parse_expression(text: str) -> Expression:
    """The one expression that a text is; raises RuleError."""
    pieces = [token for token in _tokens(text) if token.kind != "end" or token.text == ""]
    ends = [position for position, token in enumerate(pieces) if token.kind == "end"]
    filled = [position for position, token in enumerate(pieces) if token.kind != "end"]
    if not filled:
        raise RuleError([pieces[0].problem("Write a function of w, like w^4 - 2*w^2 + 0.5*w.")])
    first, last = filled[0], filled[-1]
    between = [position for position in ends if first < position < last]
    if between:
        raise RuleError([pieces[between[0]].problem("A function is one expression: write it in one line.")])
    equals = [token for token in pieces if token.text == "="]
    if equals:
        raise RuleError([equals[0].problem("A function is one expression: leave out the = and what is before it.")])
    return _Parser(pieces[first : last + 2], 0).alone()


def _tokens(text: str) -> list[Token]:
    if len(text) > limits.CHARACTERS:
        msg = f"This text is too long: {len(text):,} characters; at most {limits.CHARACTERS:,} are read."
        raise RuleError([RuleProblem(1, 1, 1, msg)])
    return list(tokens(text.replace("\r\n", "\n").replace("\r", "\n")))


class _Parser:
    """Reads one statement; the last of its tokens is its end."""

    def __init__(self, pieces: Sequence[Token], nodes: int) -> None:
        self.pieces, self.position, self.nodes, self.depth = pieces, 0, nodes, 0

    @property
    def next(self) -> Token:
        return self.pieces[self.position]

    def take(self) -> Token:
        token = self.next
        if token.kind != "end":
            self.position += 1
        return token

    def statement(self) -> Statement:
        first = self.take()
        initially = first.kind == "name" and first.text == "initially"
        target = self.take() if initially else first
        if target.kind != "name":
            what = "initially is followed by a name" if initially else "A statement begins with a name"
            raise RuleError([target.problem(f"{what}, like {'initially a' if initially else 'w'} = …")])
        sign = self.take()
        if sign.text != "=":
            raise RuleError([no_assignment(target, sign, self.next)])
        return Statement(target, self.alone(), initially)

    def alone(self) -> Expression:
        """An expression and nothing after it."""
        found = self.expression(0)
        if self.next.kind != "end":
            raise RuleError([self.trailing()])
        return found

    def trailing(self) -> RuleProblem:
        """What is wrong with a token that stands where an expression is already complete."""
        token, before = self.next, self.pieces[self.position - 1]
        if token.text in COMPARISONS:
            return token.problem("Comparisons stand only at the first place of where(a < b, x, y).")
        if token.text == "=":
            return token.problem("A statement has one = only. Comparing is written a == b, inside where.")
        if token.text == ")":
            return token.problem('There is no "(" that this ")" would close.')
        if token.text == ",":
            return token.problem("A comma stands only between the arguments of a function.")
        if token.text == "(" and before.kind == "name":
            return before.problem(no_function(before.text))
        return token.problem(f'Between "{before.text}" and "{token.text}" something is missing, such as * or +.')

    def expression(self, strength: int) -> Expression:
        """As much as binds more strongly than `strength`."""
        left = self.prefix()
        while (found := INFIX.get(self.next.text)) and found[1] > strength:
            token = self.take()
            if token.text == "*" and self.next.text == "*":
                raise RuleError([token.problem("A power is written with ^, like g^2.", self.next)])
            operation, binds = found
            # a^b^c is a^(b^c); all others group to the left.
            right = self.inside(binds - (token.text == "^"), token)
            left = self.node(Operation(operation, (left, right), token))
        return left

    def prefix(self) -> Expression:
        token = self.take()
        if token.kind == "number":
            return self.node(Number(float(token.text), token))
        if token.kind == "name":
            return self.call(token) if self.next.text == "(" else self.name(token)
        if token.text == "-":
            inner = self.inside(NEGATIVE, token)
            return self.node(Operation("negative", (inner,), token))
        if token.text == "(":
            found = self.inside(0, token)
            self.close(token)
            return found
        raise RuleError([self.no_beginning(token)])

    def no_beginning(self, token: Token) -> RuleProblem:
        if token.kind == "end":
            before = self.pieces[self.position - 1]
            return before.problem(f'After "{before.text}" something is missing.')
        if token.text == "+":
            return token.problem("A plus in front has no meaning: leave it out.")
        return token.problem(f'Before "{token.text}" something is missing: a name, a number or "(".')

    def name(self, token: Token) -> Expression:
        if token.text in FUNCTIONS:
            form = FORMS.get(token.text, f"{token.text}(x)")
            raise RuleError([token.problem(f"{token.text} is a function: write {form}.")])
        if token.text == "initially":
            raise RuleError([token.problem("initially stands only at the beginning of a statement.")])
        return self.node(Name(token.text, token))

    def call(self, token: Token) -> Expression:
        if token.text not in FUNCTIONS:
            raise RuleError([token.problem(no_function(token.text))])
        opening = self.take()
        arguments: list[Expression] = []
        chosen = ""
        while True:
            arguments.append(self.inside(0, opening))
            if token.text == "where" and not chosen:
                chosen, sides = self.comparison(token, arguments[0], opening)
                arguments = sides
            if self.next.text != ",":
                break
            self.take()
        self.close(opening)
        wanted = 4 if chosen else FUNCTIONS[token.text]
        if len(arguments) != wanted:
            form = FORMS.get(token.text, f"{token.text}(x)")
            raise RuleError([token.problem(f"{token.text} needs {count_of_arguments(FUNCTIONS[token.text])}: {form}.")])
        return self.node(Operation(chosen or token.text, tuple(arguments), token))

    def comparison(self, token: Token, left: Expression, opening: Token) -> tuple[str, list[Expression]]:
        """The operation that chooses by the comparison which comes next, and its two sides in its order."""
        sign = self.next
        if sign.text == "=":
            raise RuleError([sign.problem("Comparing is written with two signs: a == b.")])
        if sign.text not in COMPARISONS:
            raise RuleError([token.problem("where chooses by a comparison: where(a < b, x, y).")])
        self.take()
        operation, exchanged = COMPARISONS[sign.text]
        right = self.inside(0, opening)
        return operation, [right, left] if exchanged else [left, right]

    def close(self, opening: Token) -> None:
        if self.next.text == ")":
            self.take()
            return
        if self.next.kind == "end":
            raise RuleError([opening.problem('This "(" is never closed: a ")" is missing.')])
        raise RuleError([self.trailing()])

    def inside(self, strength: int, token: Token) -> Expression:
        """An expression one level deeper."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            msg = f"This is nested too deeply: at most {limits.DEPTH} levels."
            raise RuleError([token.problem(msg)])
        found = self.expression(strength)
        self.depth -= 1
        return found

    def node(self, made: Expression) -> Expression:
        self.nodes += 1
        if self.nodes > limits.NODES:
            msg = f"This is too long: at most {limits.NODES} numbers, names and operations."
            raise RuleError([made.token.problem(msg)])
        return made
