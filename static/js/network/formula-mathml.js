// Writes formula nodes as MathML, and keeps the numbers in them up to date without drawing anything anew.

import { digits } from "./formula-parts.js";

const SPACE = "http://www.w3.org/1998/Math/MathML";
const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const DIGITS = /^\d/;

/** A <math> element of a node; `numbers` gets a function (weights) for every number in it. */
export function mathml(node, numbers) {
  return element("math", { display: "inline" }, write(node, numbers));
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function write(node, numbers) {
  const inner = (each) => write(each, numbers);
  if (typeof node !== "object") return element(DIGITS.test(node) ? "mn" : "mi", {}, String(node));
  const [kind] = Object.keys(node);
  return WRITERS[kind](node, inner, numbers);
}

const WRITERS = {
  row: ({ row }, inner) => element("mrow", {}, ...row.flatMap((each, index) => [inner(each), ...gap(each, row[index + 1])])),
  op: ({ op }) => element("mo", {}, op),
  name: ({ name }) => element("mtext", {}, name.replaceAll(" ", "\u00a0")),
  symbol: (node) => indexed(node),
  frac: ({ frac }, inner) => element("mfrac", {}, ...frac.map(inner)),
  root: ({ root }, inner) => element("msqrt", {}, inner(root)),
  power: ({ power }, inner) => element("msup", {}, ...power.map(inner)),
  sum: ({ sum: [index, term] }, inner) => element("mrow", {}, element("munder", {}, element("mo", {}, "∑"), inner(index)), inner(term)),
  fenced: ({ fenced }, inner) => bracketed(inner(fenced)),
  call: ({ call: [called, argument] }, inner) => element("mrow", {}, inner(called), element("mo", {}, "\u2061"), bracketed(inner(argument))),
  matrix: ({ matrix, shape }, inner) => element("mrow", {},
    element("mo", { stretchy: "true" }, "["),
    element("mtable", {}, ...matrix.map((cells) => element("mtr", {}, ...cells.map((cell) => element("mtd", {}, inner(cell)))))),
    element("mo", { stretchy: "true" }, "]"),
    element("mtext", { class: "shape" }, `\u00a0${shape}`)),
  value: (node, inner, numbers) => number(node, numbers),
};

/** A coefficient stands a little apart from what it multiplies. */
function gap(node, next) {
  return node?.value && next && !next.op ? [element("mspace", { width: "0.14em" })] : [];
}

function bracketed(content) {
  return element("mrow", {}, element("mo", {}, "("), content, element("mo", {}, ")"));
}

function indexed({ symbol, sub, sup, hat, bold, prime }) {
  const letter = element("mi", bold ? { mathvariant: "normal", class: "bold" } : {}, symbol);
  const base = hat ? element("mover", { accent: "true" }, letter, element("mo", { stretchy: "false" }, "^")) : letter;
  const over = sup ?? (prime ? "′" : null);
  const raised = () => element(over === "′" ? "mo" : "mtext", {}, over);
  const lowered = () => element(DIGITS.test(sub) ? "mn" : "mi", {}, sub);
  if (sub !== null && over) return element("msubsup", {}, base, lowered(), raised());
  if (sub !== null) return element("msub", {}, base, lowered());
  return over ? element("msup", {}, base, raised()) : base;
}

function number({ value, first = false, exact = false }, numbers) {
  const sign = element("mo", { form: first ? "prefix" : "infix" });
  const figure = element("mn");
  numbers.push((weights) => {
    const now = value(weights);
    const { text, power } = digits(now, exact);
    const [signed, shown] = [now < 0 ? "−" : first ? "" : "+", power === undefined ? text : `${text}·10${[...String(power)].map((each) => RAISED[each]).join("")}`];
    if (sign.textContent !== signed) sign.textContent = signed;
    if (figure.textContent !== shown) figure.textContent = shown;
    figure.setAttribute("class", now < 0 ? "is-negative" : "is-positive");
    sign.setAttribute("class", now < 0 ? "is-negative" : "");
  });
  return element("mrow", {}, sign, figure);
}
