import { SettingsHistory } from "/static/js/settings-history.js";
import { equal, test } from "./check.js";

const spec = (rate, units = 4) => ({ rate, units });

test("Settings go back step by step and forth again", () => {
  const steps = new SettingsHistory(spec(1));
  steps.record(spec(2), "rate", 0);
  steps.record(spec(2, 8), "units", 100);
  equal(steps.undo(), spec(2));
  equal(steps.undo(), spec(1));
  equal(steps.undo(), null);
  equal(steps.redo(), spec(2));
  equal(steps.redo(), spec(2, 8));
  equal(steps.redo(), null);
});

test("Typing one setting is one step until there is a pause", () => {
  const steps = new SettingsHistory(spec(1));
  steps.record(spec(12), "rate", 1000);
  steps.record(spec(123), "rate", 1300);
  steps.record(spec(5), "rate", 9000);
  equal(steps.undo(), spec(123));
  equal(steps.undo(), spec(1));
});

test("A new change forgets what was taken back", () => {
  const steps = new SettingsHistory(spec(1));
  steps.record(spec(2), "rate", 0);
  steps.undo();
  steps.record(spec(3), "rate", 1);
  equal(steps.redo(), null);
  equal(steps.undo(), spec(1));
});

test("What changes nothing is no step", () => {
  const steps = new SettingsHistory(spec(1));
  steps.record(spec(1), "rate", 0);
  equal(steps.past, []);
});

test("A setting that changed by itself is no step, and going back keeps it", () => {
  const steps = new SettingsHistory(spec(1));
  steps.record(spec(1, 8), "units", 0);
  steps.follow("rate", 3);
  equal(steps.past.length, 1);
  equal(steps.undo(), spec(3));
  equal(steps.redo(), spec(3, 8));
});

test("Going back over a setting's own step brings what it was", () => {
  const steps = new SettingsHistory(spec(1));
  steps.record(spec(2), "rate", 0);
  steps.follow("rate", 3);
  equal(steps.undo(), spec(1));
});
