// The list of concepts: what is typed into the search field leaves only the concepts that mention it.

const search = document.querySelector("[data-concept-search]");
const none = document.querySelector("[data-concepts-none]");
const concepts = [...document.querySelectorAll("[data-concept]")].map((element) => ({
  element,
  entry: document.querySelector(`li[data-contents-of="${element.id}"]`),
  text: element.textContent.toLowerCase().replace(/\s+/g, " "),
}));
const chapters = [...document.querySelectorAll("[data-chapter]")];

function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { element, entry, text } of concepts) {
    const fits = words.every((word) => text.includes(word));
    element.hidden = entry.hidden = !fits;
    shown += fits;
  }
  for (const chapter of chapters) {
    const empty = !chapter.querySelector("[data-concept]:not([hidden])");
    chapter.hidden = document.querySelector(`section[data-contents-of="${chapter.id}"]`).hidden = empty;
  }
  none.hidden = shown > 0;
}

search.hidden = false; // without this script it could do nothing
search.addEventListener("input", show);
// A browser that goes back to this page fills the field in again.
if (search.value) show();
document.body.dataset.ready = "true";
