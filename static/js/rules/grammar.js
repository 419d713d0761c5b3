// The words of the rule language, and what a text says with them: its tokens, its constants, its memory. Pure.
// What is wrong with a text is for the server to say; this is what has to be known with every key that is pressed.

/** Given to every rule: the weights, the gradient, the number of the update, the learning rate, what weight decay acts on. */
export const GIVEN = ["w", "g", "t", "eta", "decays"];
export const FUNCTIONS = ["sqrt", "abs", "sign", "min", "max", "clip", "exp", "log", "tanh", "sin", "cos", "where"];
const INITIALLY = "initially";

const KINDS = [
  ["comment", /#[^\n]*/y],
  ["end", /[\n;]/y],
  ["space", /[^\S\n]+/y],
  ["number", /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["name", /[A-Za-z][A-Za-z0-9_]*/y],
  ["operator", /[<>=]=|[-+*/^(),=<>]/y],
  ["other", /./suy],
];

/** [{kind, text, at}] that together are the text. */
export function tokensOf(text) {
  const tokens = [];
  for (let at = 0; at < text.length; at = tokens.at(-1).at + tokens.at(-1).text.length) {
    for (const [kind, pattern] of KINDS) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (!found) continue;
      tokens.push({ kind, text: found[0], at });
      break;
    }
  }
  return tokens;
}

/** The statements as lists of their telling tokens. */
function statementsOf(text) {
  const statements = [[]];
  for (const token of tokensOf(text)) {
    if (token.kind === "end") statements.push([]);
    else if (token.kind !== "space" && token.kind !== "comment") statements.at(-1).push(token);
  }
  return statements.filter((each) => each.length > 0);
}

/** A statement as {target: the name that it assigns or null, begins: whether it says `initially`, read: the names in it}. */
function assignmentOf(tokens) {
  const begins = tokens[0].text === INITIALLY && tokens[1]?.kind === "name";
  const [target, sign] = begins ? tokens.slice(1) : tokens;
  const assigns = target.kind === "name" && sign?.text === "=";
  const read = tokens.slice(assigns ? (begins ? 3 : 2) : 0).filter(({ kind }) => kind === "name").map(({ text: name }) => name);
  return { target: assigns ? target.text : null, begins, read: read.filter((name) => name !== INITIALLY && !FUNCTIONS.includes(name)) };
}

/** {constants, memory, temporaries}: the names of a text by what they are, each in the order of its first use. */
export function namesOf(text) {
  const [assigned, read, kept] = [new Set(), new Set(), new Set()];
  for (const statement of statementsOf(text).map(assignmentOf)) {
    const { target, begins } = statement;
    for (const name of statement.read) {
      if (GIVEN.includes(name)) continue;
      read.add(name);
      if (!begins && !assigned.has(name)) kept.add(name);
    }
    if (target !== null && begins) kept.add(target);
    else if (target !== null) assigned.add(target);
  }
  const own = [...assigned].filter((name) => !GIVEN.includes(name));
  return {
    constants: [...read].filter((name) => !assigned.has(name)),
    memory: own.filter((name) => kept.has(name)),
    temporaries: own.filter((name) => !kept.has(name)),
  };
}

/** The names that a text calculates and no other line of it reads, and g and eta where no line does: most often a slip. */
export function unusedIn(text) {
  const statements = statementsOf(text).map(assignmentOf);
  const usedElsewhere = (name) => statements.some(({ target, read }) => target !== name && read.includes(name));
  const own = new Set(statements.map(({ target }) => target).filter((name) => name !== null && !GIVEN.includes(name)));
  return [...own, "g", "eta"].filter((name) => !usedElsewhere(name));
}

/** What each name of a text is: "given", "function", "constant", "memory" or "temporary". */
export function rolesOf(text) {
  const { constants, memory, temporaries } = namesOf(text);
  const told = (names, role) => names.map((name) => [name, role]);
  return new Map([...told(temporaries, "temporary"), ...told(constants, "constant"), ...told(memory, "memory"), ...told(FUNCTIONS, "function"), ...told([...GIVEN, INITIALLY], "given")]);
}
