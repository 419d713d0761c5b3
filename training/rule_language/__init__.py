"""The language of update rules: text in, problems or a program out. Nothing of a text is ever run as Python.

A text is tokenized, parsed and checked by a small grammar of its own, and compiled to a flat list of elementwise
operations (`program.py`). There is nothing else that a text could name: no attributes, no indices, no values to call.
"""

from training.rule_language.formula import Formula, formula_of
from training.rule_language.problem import RuleError, RuleProblem
from training.rule_language.program import Program
from training.rule_language.rule import Rule, problems_of, rule_of

__all__ = ["Formula", "Program", "Rule", "RuleError", "RuleProblem", "formula_of", "problems_of", "rule_of"]
