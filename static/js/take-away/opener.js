// The button "Take away": the dialog behind it is fetched when somebody presses it.

export class TakeAwayOpener {
  /** `experiment()` is the id of the experiment on the page, or nothing. */
  constructor(experiment) {
    this.experiment = experiment;
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-take]")) this.open(event.target.closest("[data-take]"));
    });
  }

  async open(button) {
    const id = this.experiment();
    if (!id) return;
    button.disabled = true;
    try {
      const { TakeAwayDialog } = await import("./dialog.js");
      await new TakeAwayDialog(id).open();
    } finally {
      button.disabled = false;
    }
    button.focus({ preventScroll: true });
  }
}
