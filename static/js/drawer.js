// The whole form in a drawer: beside the page where there is room, over it where there is not.

const WIDE = "(min-width: 1101px)";
const KEY = "settings-open";

export class Drawer {
  /** `button` opens and closes it; `aside` is what it opens. */
  constructor(aside, button, form) {
    Object.assign(this, { aside, button });
    this.wide = matchMedia(WIDE);
    button.addEventListener("click", () => this.toggle());
    aside.querySelector("[data-drawer-close]").addEventListener("click", () => this.close());
    aside.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.close());
    form.addEventListener("reveal", () => this.set(true));
    document.addEventListener("lesson-shown", () => this.set(this.open));
    this.wide.addEventListener("change", () => this.set(this.wide.matches && this.open));
    this.set(this.wide.matches && remembered());
  }

  get open() {
    return !this.aside.hidden;
  }

  toggle() {
    this.set(!this.open);
    remember(this.open);
    if (this.open) this.aside.focus({ preventScroll: true });
  }

  close() {
    this.set(false);
    remember(false);
    this.button.focus({ preventScroll: true });
  }

  set(open) {
    this.aside.hidden = !open;
    // A lesson may hide it whatever is opened: then nothing lies over the page, and nothing should once the lesson is left.
    const shown = open && getComputedStyle(this.aside).display !== "none";
    if (!this.wide.matches) this.aside.hidden = !shown;
    this.button.setAttribute("aria-expanded", String(shown));
    document.body.classList.toggle("has-drawer", shown);
    // Over the page it is a dialog: what lies below it is out of reach meanwhile.
    const over = shown && !this.wide.matches;
    for (const each of document.querySelectorAll("[data-below-drawer]")) each.inert = over;
  }
}

function remembered() {
  try { return localStorage.getItem(KEY) === "true"; } catch { return false; }
}

function remember(open) {
  try { localStorage.setItem(KEY, String(open)); } catch { /* a private window forgets */ }
}
