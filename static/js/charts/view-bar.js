// The line of controls above the charts: they change the view of all of them at once.

/** Connects the controls in `bar` with the view, both ways. */
export function connectBar(bar, view) {
  const find = (name) => bar.querySelector(`[data-view="${name}"]`);
  const [axis, logX, smoothing, live, whole] = ["x", "log-x", "smoothing", "live", "whole"].map(find);
  const on = (element, event, act) => element.addEventListener(event, act);
  on(axis, "change", () => view.set({ x: axis.value }));
  on(logX, "change", () => view.set({ logX: logX.checked }));
  on(smoothing, "input", () => view.set({ smoothing: Number(smoothing.value) }));
  on(live, "change", () => view.set({ live: live.checked }));
  on(whole, "click", () => {
    view.wholeAgain();
    axis.focus();
  });
  const show = () => {
    axis.value = view.x;
    logX.checked = view.logX;
    smoothing.value = view.smoothing;
    bar.querySelector("[data-view-smoothing]").textContent = view.smoothing ? view.smoothing.toFixed(2) : "off";
    live.checked = view.live;
    whole.hidden = !view.zoomed;
  };
  view.addEventListener("change", show);
  show();
}
