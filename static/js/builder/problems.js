// Problems of a search at the fields that make them.

/** Shows each problem at its nearest field below `root`; returns those that belong to none. */
export function showAtFields(root, problems) {
  clearFields(root);
  return problems.filter(({ loc, msg }) => {
    const field = fieldAt(root, loc);
    if (!field) return true;
    const slot = field.querySelector(".field-problem");
    slot.textContent = slot.hidden ? msg : `${slot.textContent} ${msg}`;
    slot.hidden = false;
    field.classList.add("has-problem");
    // A bound of an interval is meant itself, or both are.
    const meant = field.querySelector(`[data-loc="${CSS.escape(loc)}"]`) ?? field.querySelector("[data-loc]") ?? field.querySelector("input, select, button");
    meant?.setAttribute("aria-invalid", "true");
    return false;
  });
}

export function clearFields(root) {
  for (const field of root.querySelectorAll(".has-problem")) {
    field.classList.remove("has-problem");
    field.querySelectorAll('[aria-invalid="true"]').forEach((each) => each.removeAttribute("aria-invalid"));
    for (const slot of field.querySelectorAll(".field-problem")) Object.assign(slot, { hidden: true, textContent: "" });
  }
}

/** The field of a path, or of the nearest path around it. */
function fieldAt(root, loc) {
  for (let path = loc; path; path = path.slice(0, Math.max(0, path.lastIndexOf(".")))) {
    const found = root.querySelector(`[data-path="${CSS.escape(path)}"], [data-path="${CSS.escape(`${path}.kind`)}"]`);
    if (found?.querySelector(".field-problem")) return found;
  }
  return null;
}
