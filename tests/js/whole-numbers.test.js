import { isWholeNumbers, wholeNumbersIn } from "/static/js/fields/whole-numbers.js";
import { equal, ok, test } from "./check.js";

test("a list is read with commas, spaces or semicolons", () => {
  for (const text of ["30, 60, 90", "30,60,90", "30 60 90", " 30;60 ; 90, "]) equal(wholeNumbersIn(text), [30, 60, 90]);
  equal(wholeNumbersIn("5"), [5]);
  equal(wholeNumbersIn("  "), []);
});

test("what is no number stays a text for the server to refuse", () => {
  equal(wholeNumbersIn("10, x, 2.5, -3"), [10, "x", 2.5, -3]);
});

test("a list of whole numbers is told from other lists", () => {
  ok(isWholeNumbers({ type: "array", items: { type: "integer", minimum: 1 } }));
  ok(!isWholeNumbers({ type: "array", items: { type: "number" } }));
  ok(!isWholeNumbers({ type: "integer" }));
});
