// The pages of classes work without a script; this makes them kinder: copying, printing, asking before what is final.

import { copyLink } from "../notices.js";
import { forgetRecent } from "../recent.js";

const on = (type, selector, act) => document.addEventListener(type, (event) => {
  const found = event.target.closest(selector);
  if (found) act(found, event);
});

on("click", "[data-copy-link]", (button) => copyLink(button.dataset.copyLink));
on("click", "[data-print]", () => print());

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.sure ?? event.target.dataset.sure;
  if (question && !confirm(question)) {
    event.preventDefault();
    return;
  }
  // Whoever uses this computer next should not find what was looked at.
  if (event.target.matches("[data-forget]")) forgetRecent();
  // A second press would be somebody else with the same nickname.
  if (event.target.matches("[data-once]")) event.target.querySelector("[type=submit]").disabled = true;
});

// The way back, too, finds buttons that can be pressed.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-once] [type=submit]")) button.disabled = false;
});
