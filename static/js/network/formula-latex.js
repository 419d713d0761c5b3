// Writes formula nodes as LaTeX. Pure.

import { digits } from "./formula-parts.js";

const OPERATORS = { "−": "-", "⋯": "\\cdots ", "⋮": "\\vdots ", "⋱": "\\ddots ", "′": "'" };
const NAMES = { "σ": "\\sigma ", "Φ": "\\Phi ", max: "\\max ", sin: "\\sin ", ln: "\\ln ", tanh: "\\tanh " };

/** Groups of lines, as formula.js makes them, aligned at their equality signs. */
export function latex(groups, weights) {
  const lines = groups.flatMap(({ title, lines: each }) => each.map((line, index) => `${write(line, weights).replace("=", "&=")}${index === 0 ? ` && \\text{${title}}` : ""}`));
  return `\\begin{align*}\n${lines.map((line) => `  ${line.replace(/ +/g, " ")}`).join(" \\\\\n")}\n\\end{align*}`;
}

function write(node, weights) {
  const inner = (each) => write(each, weights);
  if (typeof node !== "object") return `${node}`;
  const [kind] = Object.keys(node);
  return WRITERS[kind](node, inner, weights);
}

const WRITERS = {
  row: ({ row }, inner) => row.map(inner).join(""),
  op: ({ op }) => (OPERATORS[op] ?? (op === "=" ? " = " : op === "+" ? " + " : op)),
  name: ({ name }) => NAMES[name] ?? `\\text{${escaped(name)}}`,
  symbol: ({ symbol, sub, sup, hat, bold, prime }) => {
    const letter = bold ? `\\mathbf{${symbol}}` : NAMES[symbol]?.trim() ?? symbol;
    return `${hat ? `\\hat{${letter}}` : letter}${prime ? "'" : ""}${sub === null ? "" : `_{${sub}}`}${sup ? `^{${sup}}` : ""} `;
  },
  frac: ({ frac: [over, under] }, inner) => `\\frac{${inner(over)}}{${inner(under)}}`,
  root: ({ root }, inner) => `\\sqrt{${inner(root)}}`,
  power: ({ power: [base, exponent] }, inner) => `${inner(base).trim()}^{${inner(exponent)}}`,
  sum: ({ sum: [index, term] }, inner) => `\\sum_{${inner(index)}} ${inner(term)}`,
  fenced: ({ fenced }, inner) => `\\left(${inner(fenced)}\\right)`,
  call: ({ call: [called, argument] }, inner) => `${inner(called)}\\left(${inner(argument)}\\right)`,
  matrix: ({ matrix, shape }, inner) => {
    const [rows, columns] = shape.split("×");
    return `\\begin{bmatrix} ${matrix.map((cells) => cells.map(inner).join(" & ")).join(" \\\\ ")} \\end{bmatrix} \\in \\mathbb{R}^{${rows} \\times ${columns}}`;
  },
  value: ({ value, first = false, exact = false }, inner, weights) => {
    const now = value(weights);
    const { text, power } = digits(now, exact);
    const shown = power === undefined ? text : `${text} \\cdot 10^{${power}}`;
    return `${now < 0 ? (first ? "-" : " - ") : first ? "" : " + "}${shown} `;
  },
};

function escaped(text) {
  return text.replace(/[\\{}$&#%_^~]/g, (letter) => ({ "\\": "\\textbackslash{}", "^": "\\^{}", "~": "\\~{}" })[letter] ?? `\\${letter}`);
}
