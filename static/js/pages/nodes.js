// The page of the nodes: asks every two seconds while somebody looks, and keeps what this browser wants to train on.

import { getNodes } from "../api.js";
import { deviceWish, setDeviceWish } from "../device-wish.js";
import { make } from "../elements.js";
import { ago, deviceOf, dutyOf, loadOf, rateOf, standing, summary } from "../nodes/words.js";

const LOOK_EVERY = 2000;
const body = document.querySelector("[data-nodes]");
const sentence = document.querySelector("[data-nodes-summary]");
const trouble = document.querySelector("[data-nodes-trouble]");
const wishes = [...document.querySelectorAll("[data-device-wish]")];

function row(node) {
  const { tone, word } = standing(node);
  const gone = node.workers === 0;
  const meter = make("meter", { min: 0, max: 1, value: node.load, "aria-label": `Load of ${node.name}` });
  return make(
    "tr", { "data-tone": tone },
    make("th", { scope: "row" }, node.name),
    make("td", {}, make("span", { class: "node-state", "data-tone": tone }, word)),
    make("td", { "data-head": "Device" }, deviceOf(node), make("small", {}, node.hardware || "unnamed")),
    make("td", { "data-head": "Work" }, gone ? "–" : dutyOf(node)),
    make("td", { class: "number", "data-head": "Load" }, gone ? "–" : make("span", {}, meter, ` ${loadOf(node.load)}`)),
    make("td", { class: "number", "data-head": "Slices per second" }, gone ? "–" : rateOf(node.slices_per_second)),
    make("td", { class: "number", "data-head": "Last seen" }, ago(node.last_seen_seconds)),
  );
}

async function look() {
  try {
    const { nodes } = await getNodes();
    body.replaceChildren(...nodes.map(row));
    body.closest(".nodes-scroll").hidden = nodes.length === 0;
    sentence.classList.toggle("is-short", !nodes.some(trains));
    const said = summary(nodes);
    if (sentence.textContent !== said) sentence.textContent = said; // read aloud when it changes, and only then
    trouble.hidden = true;
    offer(nodes);
  } catch (refused) {
    trouble.textContent = refused.message;
    trouble.hidden = false;
  }
}

const trains = (node) => node.duty === "training" && node.workers > 0;

/** A wish for what is not there may be made, but not without a word. */
function offer(nodes) {
  for (const wish of wishes) {
    const there = wish.value === "any" || nodes.some((node) => node.device === wish.value && trains(node));
    wish.closest("label").querySelector("[data-missing]").hidden = there;
  }
}

async function lookForEver() {
  if (!document.hidden) await look();
  setTimeout(lookForEver, LOOK_EVERY);
}

for (const wish of wishes) {
  wish.checked = wish.value === deviceWish();
  wish.addEventListener("change", () => setDeviceWish(wish.value));
}
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
await lookForEver();
document.body.dataset.ready = "true";
