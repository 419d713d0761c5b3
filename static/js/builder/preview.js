// The trials of a search before it trains: a scatter of two axes with its shadows. Every dot is a trial that will be run.

import { drawn, make } from "../elements.js";
import { count } from "../numbers.js";
import { distinctOf, pathsOf, pointsOf, scaleOf } from "./points.js";

const [WIDTH, HEIGHT] = [320, 250];
const FLAT = 102;
const BOX = { left: 64, top: 8, right: 26, bottom: 56 };
const SHADOW = 7;
/** Pixels of a letter at most, and letters beside the axis. */
const LETTER = 6.2;
const LONGEST = 9;
const MARKS = ["dot", "square"];

export class Preview {
  constructor(element) {
    this.element = element;
    this.picked = null;
  }

  /** `trials`: [{group, settings}], `axes`: those of the search by path, `setting(path)`: what a path sets. */
  show({ trials, axes = {}, setting }) {
    Object.assign(this, { trials, axes, setting });
    const paths = pathsOf(trials);
    this.element.hidden = paths.length === 0;
    if (paths.length === 0) return;
    if (!this.picked?.every((path) => paths.includes(path)) || this.picked.length < Math.min(2, paths.length)) this.picked = paths.slice(0, 2);
    this.draw(paths);
  }

  draw(paths) {
    const { trials, axes, setting, picked } = this;
    const [xPath, yPath] = picked;
    const scales = picked.map((path) => scaleOf(trials.map((each) => each.settings[path]), axes[path], setting(path)));
    const groups = pointsOf(trials, picked, scales);
    const told = distinctOf(trials, picked);
    this.element.replaceChildren(
      ...(paths.length > 2 ? [this.pickers(paths)] : []),
      picture(groups, scales, [this.label(xPath), yPath && this.label(yPath)], this.inWords(told)),
      ...(groups.length > 1 ? [legend(groups)] : []),
      make("p", { class: "muted small", "data-distinct": true }, this.inWords(told)),
    );
  }

  label(path) {
    const found = this.setting(path);
    return found ? found.label : path.replaceAll("_", " ");
  }

  inWords(told) {
    const values = ({ counts }) => counts.map(([path, each]) => `${count(each, "value")} of ${this.label(path)}`).join(", ");
    const each = told.length > 1 ? told.map((one) => `${one.group}: ${values(one)}`).join("; ") : values(told[0]);
    return `${each[0].toUpperCase()}${each.slice(1)}.`;
  }

  pickers(paths) {
    const choose = (index) => {
      const select = make("select", { class: "select", "aria-label": index ? "Upwards" : "Across" },
        ...paths.map((path) => make("option", { value: path }, this.label(path))));
      select.value = this.picked[index];
      select.addEventListener("change", () => {
        const other = this.picked[1 - index];
        if (select.value === other) this.picked[1 - index] = this.picked[index];
        this.picked[index] = select.value;
        this.draw(paths);
        this.element.querySelectorAll("select")[index]?.focus();
      });
      return select;
    };
    return make("div", { class: "preview-axes" }, choose(0), make("span", { class: "muted small" }, "against"), choose(1));
  }
}

function legend(groups) {
  return make("p", { class: "preview-legend small" }, ...groups.map(({ group, points }, index) =>
    make("span", { class: `preview-key run-${index + 1}` }, drawn("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" }, marks([[0.5, 0.5]], index, (at) => at * 10, (at) => at * 10)), `${group || "trials"} (${points.length})`)));
}

function picture(groups, [x, y], [xLabel, yLabel], words) {
  const across = (at) => BOX.left + at * (WIDTH - BOX.left - BOX.right);
  const height = yLabel ? HEIGHT : FLAT;
  const up = (at) => height - BOX.bottom - at * (height - BOX.top - BOX.bottom);
  const floor = height - BOX.bottom;
  const wall = WIDTH - BOX.right;
  const room = wall - BOX.left + LETTER;
  const scene = drawn("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "preview-picture", role: "img", "aria-label": `Trials over ${[xLabel, yLabel].filter(Boolean).join(" and ")}. ${words}` },
    drawn("rect", { class: "preview-ground", x: BOX.left, y: BOX.top, width: wall - BOX.left, height: floor - BOX.top }),
    ...x.ticks.map(({ at, text }) => label(across(at), floor + 32, shortened(text, room / x.ticks.length / LETTER), "middle")),
    label((BOX.left + wall) / 2, height - 6, xLabel + (x.log ? " (log)" : ""), "middle", "preview-name"));
  if (yLabel) {
    scene.append(...y.ticks.map(({ at, text }) => label(BOX.left - 6, up(at) + 4, shortened(text, LONGEST), "end")));
    const name = label(0, 0, yLabel + (y.log ? " (log)" : ""), "middle", "preview-name");
    name.setAttribute("transform", `translate(11 ${(BOX.top + floor) / 2}) rotate(-90)`);
    scene.append(name);
  }
  groups.forEach(({ points }, index) => {
    const drop = 2 + (index % 2) * (SHADOW + 1);
    const shadows = points.map(([px, py]) => `M${across(px).toFixed(1)} ${floor + drop}v${SHADOW}${yLabel ? `M${wall + drop} ${up(py).toFixed(1)}h${SHADOW}` : ""}`).join("");
    const group = drawn("g", { class: `run-${index + 1}` }, drawn("path", { class: "preview-shadow", d: shadows }), marks(points, index, across, up));
    scene.append(group);
  });
  return scene;
}

/** All marks of a group as one path: thousands of them cost one element. */
function marks(points, index, across, up) {
  const shape = MARKS[index % MARKS.length];
  const d = points.map(([x, y]) => `M${across(x).toFixed(1)} ${up(y).toFixed(1)}h0`).join("");
  return drawn("path", { class: `preview-marks ${shape}${points.length > 300 ? " many" : ""}`, d });
}

function label(x, y, text, anchor, className = "preview-tick") {
  const element = drawn("text", { x, y, class: className, "text-anchor": anchor });
  element.textContent = text;
  return element;
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, Math.max(1, Math.floor(most) - 1))}…` : text;
}
