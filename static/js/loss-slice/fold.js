// The fold with the slice of the loss. Its code comes when somebody opens it, or an address that has a slice.

export class LossSliceFold {
  constructor(fold) {
    Object.assign(this, { fold, panel: null, stage: null, sight: null });
    fold?.addEventListener("toggle", () => this.tell());
    const arrive = () => { if (fold && /[#&]slice=/.test(location.hash)) fold.open = true; };
    window.addEventListener("hashchange", arrive);
    arrive();
  }

  /** The network on show, and its epochs as they come. */
  watch(stage) {
    this.stage = stage;
  }

  /** `sight`: {live, spec}. */
  show(sight) {
    this.sight = sight;
    if (this.fold?.open) this.tell();
  }

  async tell() {
    if (!this.fold.open) return this.panel?.rest();
    this.coming ??= import("./panel.js").catch((error) => {
      // Nobody is worse off without it; opening the fold again tries once more.
      this.coming = null;
      console.error(error);
    });
    const loaded = await this.coming;
    if (!loaded || !this.stage || !this.sight) return undefined;
    this.panel ??= new loaded.LossSlicePanel(this.fold, this.stage);
    return this.panel.show(this.sight);
  }
}
