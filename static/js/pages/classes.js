// The pages of classes work without a script; this makes them kinder: copying, printing, asking before what is final.

import { follow } from "../following.js";
import { copyLink, say } from "../notices.js";
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

/** The link of a printed card brings nickname and code behind its `#`; neither stays in the history of the browser. */
function fromCard(returning) {
  const card = new URLSearchParams(location.hash.slice(1));
  if (!card.has("code")) return;
  history.replaceState(null, "", location.pathname);
  returning.open = true;
  for (const name of ["nickname", "code"]) returning.querySelector(`[name=${name}]`).value = card.get(name) ?? "";
  returning.querySelector("[type=submit]").focus();
}

const returning = document.querySelector("[data-return]");
if (returning) {
  fromCard(returning);
  addEventListener("hashchange", () => fromCard(returning));
}
const done = document.querySelector("[data-toast]").textContent;
if (done) say(done);
document.querySelector("[aria-invalid=true]")?.focus();
for (const page of document.querySelectorAll("[data-live-from]")) follow(page);
for (const time of document.querySelectorAll("time[datetime]")) {
  time.textContent = new Date(time.dateTime).toLocaleString([], { dateStyle: "long", timeStyle: "short" });
}
