// The three shares of the data as one bar. What validation and test take, training gives.

import { idOf, make } from "../elements.js";
import { shownFields } from "../schema.js";
import { typed } from "../numbers.js";
import { fold } from "./fold.js";
import { frame } from "./frame.js";

const STEP = 5;

export function splitField(form, schema, path) {
  const bar = make("div", { class: "split-bar", "aria-hidden": "true" });
  const boxes = shownFields(form.root, schema).map(([name, inner]) => share(form, inner, `${path}.${name}`, name, (value) => put(name, value)));
  const put = (name, percent) => {
    const split = shared(form.get(path), name, percent);
    form.set(path, split);
    draw(name);
  };
  const draw = (typing = null) => {
    const split = form.get(path);
    bar.replaceChildren(...Object.entries(split).map(([name, value]) => {
      const part = make("span", { class: `split-part ${name}` });
      part.style.flexGrow = Math.max(0, Number(value) || 0);
      return part;
    }));
    for (const box of boxes) {
      const input = box.querySelector("input");
      const name = box.dataset.share;
      if (name !== typing) input.value = typeof split[name] === "number" ? Math.round(split[name] * 1000) / 10 : split[name];
    }
  };
  draw();
  const words = () => `${Object.values(form.get(path)).map((value) => (typeof value === "number" ? Math.round(value * 1000) / 10 : value)).join(" / ")} %`;
  const shares = make("div", { class: "split" }, make("p", { class: "field-note" }, "Training, validation, and a test under seal."), bar, make("div", { class: "split-shares" }, ...boxes));
  const box = frame(schema, path, { below: shares });
  box.querySelector(".field-head").remove();
  return fold(schema.title, path, words, box);
}

function share(form, schema, path, name, put) {
  const input = make("input", { class: "input number", id: idOf(path), type: "text", inputmode: "decimal", autocomplete: "off" });
  input.addEventListener("input", () => put(typed(input.value)));
  input.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = Math.min(100, Math.max(0, (Number(input.value) || 0) + direction * STEP));
    input.value = next;
    put(next);
  });
  const box = frame(schema, path, { input: make("span", { class: "per-cent" }, input, "%"), title: name });
  box.classList.add("share", name);
  box.dataset.share = name;
  return box;
}

/** The three shares after one was set to a percentage: training gives or takes; when training is set, test does. */
export function shared(split, name, percent) {
  if (typeof percent !== "number") return { ...split, [name]: percent };
  const put = { ...split, [name]: percent / 100 };
  const giver = name === "train" ? "test" : "train";
  const rest = Object.keys(put).filter((each) => each !== giver).reduce((sum, each) => sum + Number(put[each]), 0);
  return { ...put, [giver]: Number(Math.max(0, 1 - rest).toFixed(4)) };
}
