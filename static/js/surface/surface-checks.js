// What is wrong with a surface's settings, typed or from an address, in words: the same rules as the server's. Pure.

import { memberOf } from "./members.js";
import { numberProblem } from "./number-problem.js";

const NUMBER = "This must be a number.";
/** Larger numbers are allowed by the server, but no picture could show them. */
const MOST = 1e9;
/** A picture has two axes. */
const MOST_WEIGHTS = 2;

/** [{loc, msg}] with the paths of fields below "surface". */
export function problemsOf(schema, surface) {
  const unfit = FITS[surface.kind]?.(surface) ?? null;
  if (unfit) return [unfit];
  const special = CHECKS[surface.kind]?.(surface) ?? [];
  const { properties } = memberOf(schema, "surface", surface.kind).schema;
  const single = Object.entries(properties).filter(([, { type }]) => type === "number" || type === "integer");
  return [...special, ...single.map(([name, field]) => ({ loc: name, msg: numberProblem(field, surface[name]) })).filter(({ msg }) => msg)];
}

/** Whether lists are as long as they must be; whoever types into boxes cannot get this wrong. */
const FITS = {
  linear_neuron({ rows, targets, shift, scale }) {
    const width = rows[0]?.length ?? 0;
    if (rows.some((row) => row.length !== width) || !width) return { loc: "rows", msg: "All samples must have equally many numbers." };
    if (width > MOST_WEIGHTS) return { loc: "rows", msg: "A picture shows at most two weights: samples have one or two numbers here." };
    if (targets.length !== rows.length) return { loc: "targets", msg: `There must be one target per sample, ${rows.length} in all.` };
    const name = Object.entries({ shift, scale }).find(([, given]) => Array.isArray(given) && given.length !== width)?.[0];
    return name ? { loc: name, msg: `This must be one number, or ${width}: one per column.` } : null;
  },
  quadratic({ matrix, b }) {
    if (b.length > MOST_WEIGHTS || matrix.length > MOST_WEIGHTS) return { loc: "matrix", msg: "A picture shows at most two weights: a matrix has at most two rows here." };
    if (matrix.length !== b.length || matrix.some((row) => row.length !== b.length)) return { loc: "matrix", msg: `The matrix must have ${b.length} rows and columns, as many as b has numbers.` };
    return matrix.length > 1 && matrix[0][1] !== matrix[1][0] ? { loc: "matrix", msg: "The matrix must be symmetric." } : null;
  },
};

const CHECKS = {
  linear_neuron({ rows, targets, shift, scale }) {
    const problems = [];
    if (!rows.flat().concat(targets).every(isNumber)) problems.push({ loc: "rows", msg: "Every sample needs a number in each box." });
    if (![shift].flat().every(isNumber)) problems.push({ loc: "shift", msg: NUMBER });
    if (![scale].flat().every(isNumber)) problems.push({ loc: "scale", msg: NUMBER });
    else if ([scale].flat().includes(0)) problems.push({ loc: "scale", msg: "No scale may be 0: the inputs are divided by it." });
    return problems;
  },
  quadratic({ matrix, b }) {
    return [["matrix", matrix.flat()], ["b", b]].filter(([, numbers]) => !numbers.every(isNumber)).map(([loc]) => ({ loc, msg: "Every box needs a number." }));
  },
  polynomial({ coefficients }) {
    return coefficients.every(isNumber) ? [] : [{ loc: "coefficients", msg: "Every power needs a number; 0 leaves it out." }];
  },
};

function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= MOST;
}
