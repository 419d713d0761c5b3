// A text of the rule language as coloured pieces, with what is wrong in it marked. Pure.

import { rolesOf, tokensOf } from "./grammar.js";

/** Problems {line, column, length}, counted from 1, as places [from, to) in the text; at least one character each. */
export function placesOf(text, problems) {
  const lines = text.split("\n");
  return problems.filter(({ line }) => line >= 1 && line <= lines.length).map(({ line, column, length }) => {
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    // A column is a character; a few of them, such as emoji, are two in a text of the browser.
    const characters = [...lines[line - 1]];
    const before = characters.slice(0, column - 1).join("").length;
    const marked = characters.slice(column - 1, column - 1 + length).join("").length;
    return { from: start + before, to: start + before + Math.max(marked, 1) };
  });
}

/** [{text, role, wrong}]: a role is that of a name, or "number", "comment", "operator"; ends of lines stand alone. */
export function piecesOf(text, problems = [], roles = rolesOf(text)) {
  const places = placesOf(text, problems);
  const cuts = [...new Set(places.flatMap(({ from, to }) => [from, to]))].sort((one, other) => one - other);
  const wrong = (at) => places.some(({ from, to }) => at >= from && at < to);
  const pieces = tokensOf(text).flatMap(({ kind, text: words, at }) => {
    const inner = [at, ...cuts.filter((cut) => cut > at && cut < at + words.length), at + words.length];
    const role = kind === "name" ? roles.get(words) ?? "name" : kind;
    return inner.slice(1).flatMap((to, index) => {
      const piece = { text: text.slice(inner[index], to), role, wrong: wrong(inner[index]) };
      // What is missing at the end of a line is marked behind it.
      return piece.wrong && piece.text === "\n" ? [{ text: " ", role: "missing", wrong: true }, { ...piece, wrong: false }] : [piece];
    });
  });
  return wrong(text.length) ? [...pieces, { text: " ", role: "missing", wrong: true }] : pieces;
}
