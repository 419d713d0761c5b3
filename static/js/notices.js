// Sentences that concern the whole page: what went wrong, or what was done. Read aloud where somebody listens.

import { make } from "./elements.js";

/** Shows problems that belong to no field, until the next action. */
export function showProblems(problems) {
  const slot = document.querySelector("[data-notices]");
  slot.replaceChildren(...problems.map(({ msg, loc }) => make("p", { class: "notice danger", role: "alert" }, loc ? `${loc}: ${msg}` : msg)));
}

export function clearProblems() {
  document.querySelector("[data-notices]").replaceChildren();
}

/** Says briefly that something was done. */
export function say(text) {
  const toast = document.querySelector("[data-toast]");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { toast.hidden = true; }, 2500);
}

/** Copies a link, or shows it where copying is not allowed. */
export async function copyLink(url) {
  const whole = new URL(url, location.href).href;
  try {
    await navigator.clipboard.writeText(whole);
    say("Link copied");
  } catch {
    say(whole);
  }
}
