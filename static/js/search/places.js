// Where to find what on a page with several runs: it is long, and what one looks for depends on how the search goes.

import { make } from "../elements.js";

const PLACES = [
  ["The network on show", "[data-picture]"],
  ["Curves", "[data-charts]"],
  ["How far it is", "[data-search-progress]"],
  ["Who leads", "[data-verdict]"],
  ["Lanes", "[data-lanes]"],
  ["Grid against random", "[data-versus]"],
  ["The ensemble", "[data-ensemble-view]"],
  ["Census", "[data-census]"],
  ["Search charts", "[data-search-charts]"],
  ["All runs", "[data-runs-panel]"],
];

export class SearchPlaces {
  constructor(element) {
    this.element = element;
    this.links = PLACES.flatMap(([words, selector]) => {
      const place = document.querySelector(selector);
      return place ? [{ place, link: make("button", { class: "button quiet small", type: "button", onclick: () => goTo(place) }, words) }] : [];
    });
    element.append(...this.links.map(({ link }) => link));
  }

  /** Only what has something to show can be gone to. */
  show(several) {
    this.element.hidden = !several;
    if (several) for (const { place, link } of this.links) link.hidden = !place.offsetHeight;
  }
}

function goTo(place) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  // The keyboard goes on from there.
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}
