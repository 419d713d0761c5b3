// Fetches the microscope when it is opened for the first time: most visits do without it.

export class MicroscopeOpener {
  /** `element`: its fold, or null where a page has none. */
  constructor(element, stage) {
    Object.assign(this, { element, stage, live: null, panel: null });
    element?.addEventListener("toggle", () => element.open && this.fetch());
    document.addEventListener("lookclosely", ({ detail }) => this.look(detail));
  }

  show(live) {
    this.live = live;
    this.panel?.show(live);
  }

  async look(subject) {
    if (!this.element) return;
    this.element.open = true;
    await this.fetch();
    this.panel?.look(subject);
  }

  async fetch() {
    this.coming ??= import("./panel.js").then(({ Microscope }) => {
      this.panel = new Microscope(this.element, this.stage);
      this.panel.show(this.live);
    }).catch((error) => {
      // The rest of the page works without it; opening it again tries again.
      this.coming = null;
      console.error(error);
    });
    await this.coming;
  }
}
