// What every chart can do beside drawing: fill the screen, and be taken home as a picture or a table.

import { plotly } from "./plotly.js";
import { tableOf } from "./table.js";
import { theme } from "./theme.js";

/** Makes the buttons in the head of a chart's panel work. */
export function giveTools(chart) {
  const { panel } = chart;
  const full = panel.querySelector("[data-full]");
  if (full) {
    full.hidden = !panel.requestFullscreen;
    full.addEventListener("click", () => fill(panel));
    // Browsers do this by themselves, but for those without a window of their own.
    panel.addEventListener("keydown", (event) => event.key === "Escape" && document.fullscreenElement === panel && fill(panel));
    panel.addEventListener("fullscreenchange", () => {
      const filled = document.fullscreenElement === panel;
      full.setAttribute("aria-pressed", String(filled));
      // The way back leads to where one was.
      full.focus({ preventScroll: filled });
    });
  }
  const menu = panel.querySelector("[data-downloads]");
  if (!menu) return;
  menu.addEventListener("click", (event) => {
    const form = event.target.closest("[data-download]")?.dataset.download;
    if (form) download(chart, form).then(() => close(menu));
  });
  menu.addEventListener("keydown", (event) => event.key === "Escape" && menu.open && close(menu));
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

function fill(panel) {
  if (document.fullscreenElement) document.exitFullscreen();
  else panel.requestFullscreen();
}

async function download(chart, form) {
  if (!chart.plot.data) return;
  const name = `descent-${chart.name}`;
  if (form === "csv") {
    const link = URL.createObjectURL(new Blob([tableOf(chart.table())], { type: "text/csv" }));
    save(link, `${name}.csv`);
    setTimeout(() => URL.revokeObjectURL(link), 10_000);
    return;
  }
  const { clientWidth: width, clientHeight: height } = chart.plot;
  const { data, layout } = chart.pictured();
  // A picture may end up on any paper: it brings its own ground.
  const ground = theme()["surface-raised"];
  const figure = { data, layout: { ...layout, paper_bgcolor: ground, plot_bgcolor: ground, width, height } };
  save(await plotly().toImage(figure, { format: form, width, height, scale: 2 }), `${name}.${form}`);
}

function save(href, name) {
  const anchor = document.createElement("a");
  Object.assign(anchor, { href, download: name });
  anchor.click();
}
