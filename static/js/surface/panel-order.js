// Where there is no room for columns the panels stand one below the other. They are moved, not only shown elsewhere: Tab goes
// the way that the eye goes.

/** What is looked at, what it is made of, who races, how it went. */
const ORDER = [".lab-landscape", "[data-lab-surface]", "[data-lab-racers]", "[data-lab-race]", "[data-lab-figures]"];

/** `body` holds the columns of panels; its style sheet has them side by side from 1101 pixels on. */
export function connectPanels(body, narrow = matchMedia("(max-width: 1100px)")) {
  const columns = [...body.children].map((column) => ({ column, panels: [...column.children] }));
  const panels = ORDER.map((selector) => body.querySelector(selector));
  const lay = () => {
    const focused = document.activeElement;
    if (narrow.matches) body.prepend(...panels);
    else for (const { column, panels: own } of columns) column.append(...own);
    // Whoever turns the screen goes on where they were.
    if (body.contains(focused)) focused.focus({ preventScroll: true });
  };
  narrow.addEventListener("change", lay);
  if (narrow.matches) lay();
}
