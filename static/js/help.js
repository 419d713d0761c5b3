// One popover for all the question marks: what a setting does, its formula, and where it comes from.

import { explanation } from "./schema.js";

let open = null;

/** A button that explains a schema; null where there is nothing to explain. `schema` may be a function. */
export function helpButton(title, schema) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "help-button";
  button.textContent = "?";
  button.setAttribute("aria-label", `What is ${title}?`);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => toggle(button, title, typeof schema === "function" ? schema() : schema));
  return button;
}

function toggle(button, title, schema) {
  const wasOpen = open?.button === button;
  close();
  if (wasOpen) return;
  const card = document.createElement("div");
  card.className = "help-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", title);
  card.tabIndex = -1;
  const { sentence, formula, source } = explanation(schema);
  card.append(element("h3", "", schema.title || title), element("p", "", sentence));
  for (const paragraph of formula.split("\n\n").filter(Boolean)) {
    card.append(element("p", /[=←√Σ∼]/.test(paragraph) ? "formula" : "", paragraph.replaceAll("`", "")));
  }
  const range = rangeOf(schema);
  if (range) card.append(element("p", "muted small", range));
  if (source) card.append(element("p", "muted small", `Source: ${source}`));
  // The dialog is in the top layer: a card outside of it would be hidden behind.
  (button.closest("dialog") || document.body).append(card);
  place(card, button);
  button.setAttribute("aria-expanded", "true");
  open = { button, card };
  card.focus({ preventScroll: true });
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function rangeOf(schema) {
  const low = schema.minimum ?? schema.exclusiveMinimum;
  const high = schema.maximum ?? schema.exclusiveMaximum;
  if (low === undefined || high === undefined) return "";
  const ends = [schema.exclusiveMinimum === undefined ? "from" : "above", schema.exclusiveMaximum === undefined ? "to" : "to below"];
  return `${ends[0]} ${low.toLocaleString("en", { maximumFractionDigits: 8 })} ${ends[1]} ${high.toLocaleString("en")}`;
}

function place(card, button) {
  const anchor = button.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const beside = anchor.right + 14;
  if (window.innerWidth > 860 && beside + width < window.innerWidth - 8) {
    card.style.left = `${beside}px`;
    card.style.top = `${Math.min(Math.max(8, anchor.top - 20), window.innerHeight - height - 8)}px`;
    return;
  }
  const left = Math.min(Math.max(8, anchor.left - 24), document.documentElement.clientWidth - width - 8);
  const below = anchor.bottom + 8;
  const top = below + height < window.innerHeight - 8 ? below : Math.max(8, anchor.top - height - 8);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}

function close() {
  if (!open) return;
  open.button.setAttribute("aria-expanded", "false");
  open.card.remove();
  open = null;
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.card.contains(event.target) && event.target !== open.button) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open) return;
  event.preventDefault();
  const { button } = open;
  close();
  button.focus();
});
window.addEventListener("scroll", () => open && place(open.card, open.button), { capture: true, passive: true });
window.addEventListener("resize", () => open && place(open.card, open.button));
