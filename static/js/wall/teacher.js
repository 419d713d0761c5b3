// What a teacher does from the wall: pin, pause and stop, one or all.

import { control, haltClass, openClassTest, pinExperiment } from "../api.js";
import { clearProblems, say, showProblems } from "../notices.js";
import { count } from "../numbers.js";

const DONE = { pause: "Paused", stop: "Stopped" };

/** `page.wall` is what is known of the class. */
export function connectTeacher(page, code) {
  const acts = {
    pin: async (id) => (await pinExperiment(code, id), "Pinned: everybody in the class sees it"),
    unpin: async () => (await pinExperiment(code, null), "No longer pinned"),
    pause: async (id) => (await control(id, "pause"), "It pauses after this epoch"),
    stop: async (id) => (await control(id, "stop"), "It stops after this epoch"),
    "pause-all": () => halt("pause"),
    "stop-all": () => halt("stop"),
    "open-test": (dataset) => open(dataset),
  };
  /** What cannot be taken back is asked about first. */
  const asked = { "stop-all": document.querySelector("[data-sure-stop]"), "open-test": document.querySelector("[data-sure-test]") };
  let waiting = null;

  async function halt(desired) {
    const { experiments } = await haltClass(code, desired);
    return experiments ? `${DONE[desired]}: ${count(experiments, "experiment")}` : "Nothing was training";
  }

  async function open(dataset) {
    const { opened, sealed } = await openClassTest(code, dataset);
    return `${count(opened, "envelope")} opened${sealed ? `, ${sealed} still sealed: in training, without test data, or no worker had time` : ""}`;
  }

  async function act(button) {
    clearProblems();
    button.disabled = true;
    try {
      say(await acts[button.dataset.act](button.dataset.id));
    } catch (refused) {
      if (!refused.problems) throw refused;
      showProblems(refused.problems);
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (!button) return;
    const dialog = asked[button.dataset.act];
    if (!dialog) return void act(button);
    waiting = button;
    const title = dialog.querySelector("[data-on]");
    if (title) title.textContent = button.dataset.title;
    dialog.showModal();
  });
  for (const dialog of Object.values(asked)) {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "yes") void act(waiting);
      dialog.returnValue = "";
    });
  }
}
