// The address bar holds what is on show: settings, views of the picture, and what a lesson hides. Whoever copies it copies
// all of that. Read once, then kept current.

import { pairsOf, queryOf, specOf } from "./address.js";
import { stateIn, translated, withoutState } from "./tensorflow-playground.js";

/** What stands in an address beside settings: which experiment is meant, a suggestion, a search to build, an example, and how the page is shown. */
const NAMED = ["e", "fork", "set", "to", "build", "preset"];
const VIEW = ["discretize", "show"];
const LESSON = ["hide", "lesson", "intro"];
const SPLITS = ["train", "validation"];
const PAUSE = 250;

export class AddressBar {
  /** `form` knows the schema, the defaults and the data sets; `stage` holds the options of the picture. */
  constructor(form, stage) {
    Object.assign(this, { form, stage, timer: 0, named: {} });
    /** Names of hidden controls, and the words above a lesson. */
    this.lesson = { hide: [], title: "", intro: "" };
    stage.addEventListener("options", () => this.write());
  }

  get description() {
    const { root, defaults, datasets } = this.form;
    return { schema: root, defaults, datasets };
  }

  /**
   * What the address asks for: {e, fork, set, to, build, preset} where named, and `settings()`: {spec, problems, notes} of its settings,
   * where spec is null without any. To be called when the data sets of a named experiment are known.
   */
  begin() {
    const query = new URLSearchParams(location.search);
    const asked = Object.fromEntries(NAMED.filter((name) => query.has(name)).map((name) => [name, query.get(name)]));
    const hash = location.hash;
    return { ...asked, settings: () => this.read(query, hash) };
  }

  read(query, hash) {
    this.begun = true;
    const foreign = stateIn(hash);
    if (foreign) return this.open(foreign);
    this.lesson = { hide: (query.get("hide") ?? "").split(",").filter(Boolean), title: query.get("lesson") ?? "", intro: query.get("intro") ?? "" };
    this.look(query);
    const pairs = [...query].filter(([name]) => ![...NAMED, ...VIEW, ...LESSON].includes(name));
    const { spec, problems } = specOf(this.description, pairs);
    return { spec: pairs.length > problems.length ? spec : null, problems, notes: null };
  }

  look(query) {
    const shown = query.get("show")?.split(",");
    if (shown) for (const split of SPLITS) this.stage.setOption(split, shown.includes(split));
    if (query.has("discretize")) this.stage.setOption("discretize", query.get("discretize") === "on");
  }

  /** A state of the TensorFlow Playground, as settings of ours: {spec, problems, notes}. */
  open(state) {
    const { spec, hide, view, notes } = translated(this.description, state);
    this.lesson = { hide, title: "", intro: "" };
    for (const [name, value] of Object.entries(view)) this.stage.setOption(name, value);
    return { spec, problems: [], notes };
  }

  /** The settings on show have changed; `named`: the experiment that trains ({e}) or that is forked ({fork}). */
  write(named = this.named) {
    this.named = named;
    if (this.timer || !this.begun) return;
    // Browsers refuse pages that change their address too often.
    this.timer = setTimeout(() => {
      this.timer = 0;
      // Behind the # stands how the charts are looked at.
      const address = this.address(this.named) + withoutState(location.hash);
      if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
    }, PAUSE);
  }

  /** The address of what is on show, with another lesson than the present one if asked. */
  address(named = {}, lesson = this.lesson) {
    const first = Object.entries(named).filter(([, value]) => value);
    const settings = pairsOf(this.description, this.form.value);
    // Beside an experiment the settings are always named, if only by their data set: they may be other ones than its own.
    if (first.length && !settings.some(([name]) => name === "dataset")) settings.unshift(["dataset", this.form.value.data.dataset]);
    const all = queryOf([...first, ...settings, ...this.views(), ...lessonPairs(lesson)]);
    return all ? `/?${all}` : "/";
  }

  views() {
    const { options } = this.stage;
    const shown = SPLITS.filter((split) => options[split]);
    return [...(options.discretize ? [["discretize", "on"]] : []), ...(shown.join() === "train" ? [] : [["show", shown.join() || "none"]])];
  }
}

function lessonPairs({ hide, title, intro }) {
  return [["lesson", title], ["intro", intro], ["hide", hide.join(",")]].filter(([, text]) => text);
}
