// The address bar holds the settings on show: whoever copies it copies them. Reads it once, then keeps it current.

import { pairsOf, queryOf, specOf } from "./address.js";

/** What stands in an address beside settings: which experiment is meant, a suggestion, and how the page is shown. */
const NOT_SETTINGS = ["e", "fork", "set", "to", "hide", "lesson", "intro"];
/** Kept as they are while the settings change. */
const KEPT = ["hide", "lesson", "intro"];
const PAUSE = 250;

export class AddressBar {
  /** `form` knows the schema, the defaults and the data sets. */
  constructor(form) {
    this.form = form;
    this.timer = 0;
  }

  get description() {
    const { root, defaults, datasets } = this.form;
    return { schema: root, defaults, datasets };
  }

  /**
   * What the address asks for: {e, fork, set, to} where named, and `settings()`: the {spec, problems} of its settings,
   * where spec is null without any. To be called when the data sets of a named experiment are known.
   */
  begin() {
    const query = new URLSearchParams(location.search);
    const asked = Object.fromEntries(NOT_SETTINGS.filter((name) => query.has(name)).map((name) => [name, query.get(name)]));
    const pairs = [...query].filter(([name]) => !NOT_SETTINGS.includes(name));
    return { ...asked, settings: () => this.read(pairs) };
  }

  read(pairs) {
    this.begun = true;
    const { spec, problems } = specOf(this.description, pairs);
    return { spec: pairs.length > problems.length ? spec : null, problems };
  }

  /** The settings on show have changed; `named`: the experiment that trains ({e}) or that is forked ({fork}). */
  write(named = {}) {
    this.named = named;
    if (this.timer || !this.begun) return;
    // Browsers refuse pages that change their address too often.
    this.timer = setTimeout(() => {
      this.timer = 0;
      const address = this.address();
      if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
    }, PAUSE);
  }

  address() {
    const query = new URLSearchParams(location.search);
    const first = Object.entries(this.named).filter(([, value]) => value);
    const settings = pairsOf(this.description, this.form.value);
    // Beside an experiment the settings are always named, if only by their data set: they may be other ones than its own.
    if (first.length && !settings.some(([name]) => name === "dataset")) settings.unshift(["dataset", this.form.value.data.dataset]);
    const kept = [...query].filter(([name]) => KEPT.includes(name));
    const all = queryOf([...first, ...settings, ...kept]);
    return all ? `/?${all}` : "/";
  }
}
