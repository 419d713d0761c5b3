import { withNumbers } from "/static/js/rules/worksheet/described.js";
import { mistakeIn } from "/static/js/rules/worksheet/mistakes.js";
import { agrees, Sheet } from "/static/js/rules/worksheet/sheet.js";
import { SheetTable } from "/static/js/rules/worksheet/sheet-table.js";
import { placeOf } from "/static/js/rules/worksheet/step-help.js";
import { drawnGradients, gradientsIn, hashOf, taskIn, usualTask, withRule } from "/static/js/rules/worksheet/task.js";
import { equal, ok, test } from "./check.js";

/** RMSProp as the server compiles it. */
const PROGRAM = {
  constants: ["rho", "eps"],
  memory: [{ name: "a", start: [] }],
  code: [
    ["multiply", "%1", "rho", "a"], ["subtract", "%2", 1, "rho"], ["multiply", "%3", "g", "g"], ["multiply", "%4", "%2", "%3"], ["add", "%5", "%1", "%4"],
    ["multiply", "%6", "eta", "g"], ["sqrt", "%7", "%5"], ["add", "%8", "%7", "eps"], ["divide", "%9", "%6", "%8"], ["subtract", "%10", "w", "%9"],
    ["copy", "a", "%5"], ["copy", "w", "%10"],
  ],
};
const RULE = usualTask().rule;
const sheet = () => new Sheet(PROGRAM, { gradients: [1, 3, -2], start: 1, numbers: { rho: 0.9, eps: 1e-8, eta: 0.1 } });
const tells = (sentence, words) => ok(sentence.includes(words), `"${sentence}" does not tell "${words}"`);
const says = (step, name, typed) => mistakeIn(sheet(), step, name, typed);

test("Numbers agree when their four digits do", () => {
  ok(agrees(0.6838, 0.6837722) && agrees(0.68377, 0.6837722) && agrees(-1234, -1234.4) && agrees(0, 0));
  ok(!agrees(0.6837, 0.6837722) && !agrees(0.684, 0.6837722) && !agrees(1235, 1234.4) && !agrees(NaN, 1) && !agrees(0.001, 0));
  ok(agrees(1, 0.99999) && agrees(1e-6, 1.00004e-6) && !agrees(1e-6, 1.2e-6));
});

test("The sheet knows every step of RMSProp", () => {
  const rows = sheet().exact();
  const near = (value, hand) => ok(Math.abs(value - hand) < 1e-7, `${value} is not ${hand}`);
  near(rows[0].a, 0.1);
  near(rows[0].w, 1 - 0.1 / Math.sqrt(0.1));
  near(rows[1].a, 0.99);
  near(rows[1].w, 0.6837722 - 0.3 / Math.sqrt(0.99));
  near(rows[2].a, 0.9 * 0.99 + 0.4);
});

test("A cell is right from the start, or from the student's own numbers", () => {
  equal(sheet().judge(0, "w", [{ w: 0.6838 }]), "right");
  equal(sheet().judge(0, "w", [{ w: 0.7 }]), "wrong");
  // A wrong first step, and all that follows from it.
  const typed = [{ a: 1, w: 0.9 }, { a: 1.8, w: 0.9 - 0.3 / Math.sqrt(1.8) }];
  equal([sheet().judge(0, "a", typed), sheet().judge(0, "w", typed), sheet().judge(1, "a", typed), sheet().judge(1, "w", typed)], ["wrong", "follows", "follows", "follows"]);
});

test("Only weights may be written down", () => {
  const [one, two, three] = sheet().exact();
  const typed = [one, two, three].map(({ w }) => ({ w: Number(w.toPrecision(4)) }));
  equal(typed.map((_, step) => sheet().judge(step, "w", typed)), ["right", "right", "right"]);
});

test("A wrong number tells the mistake behind it", () => {
  tells(says(0, "w", [{ a: 0.1, w: 0 }]), "square root");
  tells(says(0, "w", [{ a: 0.1, w: 1 - 1 / Math.sqrt(0.1) }]), "learning rate eta is missing");
  tells(says(0, "w", [{ a: 0.1, w: 1 + 0.1 / Math.sqrt(0.1) }]), "plus stands where the rule has a minus");
  tells(says(0, "w", [{ a: 0.1, w: -0.1 / Math.sqrt(0.1) }]), "change of the weight");
  tells(says(0, "a", [{ a: 1 }]), "(1-rho) is missing");
  tells(says(0, "a", [{ a: 0.9 }]), "(1-rho)");
  tells(says(1, "a", [{ a: 0.1, w: 0.6838 }, { a: 0.9 }]), "What a was before is missing");
  tells(says(1, "a", [{ a: 0.1 }, { a: 0.1 * 0.1 + 0.9 * 9 }]), "rho and (1-rho) are exchanged");
  tells(says(1, "a", [{ a: 0.1 }, { a: 0.09 + 0.3 }]), "not squared");
  tells(says(1, "w", [{ a: 0.1, w: 0.6838 }, { a: 0.99, w: 0.6838 - 0.3 / Math.sqrt(0.1) }]), "as it was before the step");
  tells(says(1, "w", [{ a: 0.1, w: 0.6838 }, { a: 0.99, w: 0.6838 - 0.1 / Math.sqrt(0.99) }]), "gradient of the step before");
});

test("A correction that is left out is told by its name", () => {
  const code = [["power", "%1", "beta", "t"], ["subtract", "%2", 1, "%1"], ["multiply", "%3", "beta", "v"], ["add", "%4", "%3", "g"], ["divide", "%5", "%4", "%2"], ["multiply", "%6", "eta", "%5"], ["subtract", "%7", "w", "%6"], ["copy", "v", "%4"], ["copy", "w", "%7"]];
  const corrected = new Sheet({ constants: ["beta"], memory: [{ name: "v", start: [] }], code }, { gradients: [1, 2], start: 1, numbers: { beta: 0.5, eta: 0.1 } });
  tells(mistakeIn(corrected, 0, "w", [{ v: 1, w: 0.9 }]), "correction for beginning at 0");
  equal(corrected.judge(0, "w", [{ w: 0.8 }]), "right");
});

test("A mistake in what is kept is found where only weights are written", () => {
  // (1-rho) forgotten in both steps: a is 1, then 9.9.
  const first = 1 - 0.1;
  tells(says(0, "w", [{ w: first }]), "(1-rho) is missing");
  tells(says(1, "w", [{ w: first }, { w: first - 0.3 / Math.sqrt(9.9) }]), "(1-rho) is missing");
});

test("Numbers that are nearly right, or nothing known, get a sentence too", () => {
  ok(says(0, "w", [{ w: 0.6837 }]).startsWith("Nearly"));
  ok(says(0, "w", [{ w: 6.838 }]).includes("decimal point"));
  ok(says(0, "w", [{ w: 123 }]).includes("does not follow"));
  ok(says(0, "w", [{ w: NaN }]).includes("not a number"));
});

test("A line of the rule is shown with the numbers of a step", () => {
  const values = { ...sheet().valuesAt(1, "a", [{ a: 0.1 }, {}]) };
  equal(withNumbers(RULE, "a", values), "0.9*0.1 + (1-0.9)*3^2");
  equal(withNumbers(RULE, "w", sheet().valuesAt(2, "w", [{}, { a: 0.99, w: -0.5 }, { a: 2 }])), "(-0.5) - 0.1*(-2)/(sqrt(2) + 1e-8)");
  equal(withNumbers("initially b = 3; b = b", "v", {}), "");
});

test("A task goes through the end of an address", () => {
  equal(hashOf(usualTask()), "worksheet");
  equal(taskIn("#worksheet"), usualTask());
  equal([taskIn(""), taskIn("#log"), taskIn("#worksheets=1")], [null, null, null]);
  const task = { ...withRule(usualTask(), { rule: "v = beta*v + g\nw = w - eta*v", constants: { beta: 0.5 } }), eta: 0.25, gradients: [1, -2.5] };
  equal(taskIn(`#${hashOf(task)}`), task);
  equal(hashOf(task), "worksheet&rule=v+%3D+beta*v+%2B+g;w+%3D+w+-+eta*v&constants.beta=0.5&eta=0.25&gradients=1,-2.5");
  equal(taskIn("#worksheet&eta=much&gradients=1,x&rho=5"), usualTask());
});

test("Gradients are a few finite numbers", () => {
  equal(gradientsIn("1, −3; 0.5 2"), [1, -3, 0.5, 2]);
  equal([gradientsIn(""), gradientsIn("1, x"), gradientsIn("1e9"), gradientsIn(Array(13).fill(1).join())], [null, null, null, null]);
  ok(drawnGradients(20).every((each) => each !== 0 && Math.abs(each) <= 4));
});

test("Who tries a cell three times is led to the rule, and may see the step", () => {
  const led = [];
  const table = new SheetTable(() => {}, (name) => led.push(name));
  table.show(sheet(), RULE);
  const put = (value) => {
    table.inputs[0].w.value = value;
    table.check();
    return table.notes[0];
  };
  const help = (note) => [...note.querySelectorAll("[data-sheet-help]")].map((button) => button.dataset.sheetHelp);
  equal(help(put("5")), ["numbers"]);
  equal(help(put("5")), ["numbers"]);
  const before = table.notes[0].querySelector("[data-sheet-help]");
  equal(help(put("6")), ["numbers"]);
  ok(table.notes[0].querySelector("[data-sheet-help]") === before, "a button that is pressed while a number is checked stays");
  equal(help(put("7")), ["rule", "step"]);
  ok(table.notes[0].textContent.includes("w = 1 - 0.1*1/(sqrt(0.1) + 1e-8)"));
  table.notes[0].querySelector('[data-sheet-help="rule"]').click();
  equal(led, ["w"]);
  table.notes[0].querySelector('[data-sheet-help="step"]').click();
  equal([table.inputs[0].w.value, table.typed[0], help(table.notes[0])], ["0.6838", { w: 0.6838 }, []]);
  table.show(sheet(), RULE);
  equal(help(put("7")), ["numbers"]);
});

test("A name is found where its last line makes it", () => {
  equal(placeOf(RULE, "w"), { line: 2, column: 1, length: 1 });
  equal(placeOf("initially b = 1\n  b = b*w; ww = b  # w = 1\nw = w - ww", "ww"), { line: 2, column: 12, length: 2 });
  equal([placeOf("w = w - eta*g", "a"), placeOf("b = where(w == 1, 2, 3)", "w")], [null, null]);
});
