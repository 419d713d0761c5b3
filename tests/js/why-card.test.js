import { emptyHistory, fold } from "/static/js/history.js";
import { WhyCard, reasonsOf } from "/static/js/why-card.js";
import { suggestionInWords } from "/static/js/words.js";
import { equal, ok, test } from "./check.js";
import { epoch, finished, started } from "./events.js";

const root = { $defs: { XavierUniform: { title: "Xavier uniform", properties: { kind: { const: "xavier_uniform" } } } } };
const finding = {
  kind: "diverged", title: "The steps were too large", sentence: "Each step jumped over the minimum.",
  evidence: { "learning rate": 3, layer: "the output layer", "stability limit": 0.786, update: 1234 },
  setting: "optimizer.learning_rate", suggestion: 0.2,
};
const ended = (findings) => fold(emptyHistory(), [started(), epoch(1), finished(3, findings === undefined ? {} : { findings })]);

function card(onTry = () => {}) {
  const panel = document.createElement("section");
  panel.innerHTML = "<ol data-why-findings></ol>";
  return new WhyCard(panel, root, onTry);
}

test("there is no card while it trains, after a healthy run, or in an old experiment", () => {
  for (const history of [null, emptyHistory(), fold(emptyHistory(), [started(), epoch(1)]), ended([]), ended(undefined)]) {
    const why = card();
    why.show(history);
    equal([reasonsOf(history), why.card.hidden], [[], true]);
  }
});

test("the card tells the sentence and the figures", () => {
  const why = card();
  why.show(ended([finding]));
  ok(!why.card.hidden);
  ok(why.card.textContent.includes("Each step jumped over the minimum."));
  equal([...why.card.querySelectorAll("dd")].map((each) => each.textContent), ["3", "the output layer", "0.786", "1,234"]);
});

test("the button hands over the setting and the value", () => {
  const taken = [];
  const why = card((...suggestion) => taken.push(suggestion));
  why.show(ended([finding]));
  const button = why.card.querySelector("button");
  equal(button.textContent, "Try learning rate 0.2");
  button.click();
  equal(taken, [["optimizer.learning_rate", 0.2]]);
});

test("a reason that several runs share is told once with their names", () => {
  const ends = [1, 2, 3].map((run) => ({ ...finished(run + 3, { findings: run === 2 ? [] : [finding] }), run }));
  const history = fold(emptyHistory(), [1, 2, 3].map((run) => ({ ...started(run), run })).concat(ends));
  equal(reasonsOf(history).map(({ runs }) => runs.length), [2]);
  const why = card();
  why.show(history);
  equal(why.card.querySelectorAll("li").length, 1);
  ok(/1; .*3$/.test(why.card.querySelector("p").textContent), why.card.querySelector("p").textContent);
});

test("what a text holds never becomes markup", () => {
  const why = card();
  why.show(ended([{ ...finding, sentence: "<img src=x onerror=alert(1)>" }]));
  equal(why.card.querySelectorAll("img").length, 0);
});

test("suggestions are told by their titles", () => {
  equal(suggestionInWords(root, "network.initializer", { kind: "xavier_uniform" }), "Xavier uniform");
  equal(suggestionInWords(root, "data.normalization", { kind: "of_a_later_version" }), "of a later version");
  equal(suggestionInWords(root, "stopping.early", { patience: 10 }), "early stopping");
  equal(suggestionInWords(root, "network.hidden", [{ units: 8, activation: { kind: "tanh" } }]), "8 tanh");
});
