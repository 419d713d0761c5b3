// Listening to a form for as long as an element is on the page: fields are drawn anew again and again.

/** Calls `act` with each change of the form until the element is gone. */
export function whileShown(form, element, act) {
  const follow = () => (element.isConnected ? act() : form.removeEventListener("change", follow));
  form.addEventListener("change", follow);
}
