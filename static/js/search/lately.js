// A part of the page whose code is fetched when there is something for it to show: most experiments have no ensemble.

/** A view class; `needed(sight)` says whether it is time, `load()` promises the class that really shows it. */
export function lately(needed, load) {
  return class {
    constructor(element, context) {
      Object.assign(this, { element, context, view: null, coming: false });
    }

    show(sight) {
      this.sight = sight;
      if (this.view) this.view.show(sight);
      else if (needed(sight) && !this.coming) this.fetch();
    }

    async fetch() {
      this.coming = true;
      try {
        const View = await load();
        this.view = new View(this.element, this.context);
        this.view.show(this.sight);
      } catch (error) {
        // The rest of the page works without it; the next thing that happens tries again.
        this.coming = false;
        console.error(error);
      }
    }
  };
}
