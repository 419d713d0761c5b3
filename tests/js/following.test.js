import { renew } from "/static/js/following.js";
import { equal, ok, test } from "./check.js";

function page(names, { token = "a", note = "" } = {}) {
  const made = document.createElement("div");
  const rows = names.map((name) => `<li id="member-${name}">${name}<form><input name="csrfmiddlewaretoken" value="${token}"><button>x</button></form></li>`);
  made.innerHTML = `<span data-live="count">${names.length}</span><ul data-live="members">${rows.join("")}</ul><p data-live="note">${note}</p><p>${note}</p>`;
  return made;
}

const names = (shown) => [...shown.querySelectorAll("li")].map(({ id }) => id.slice(7));

test("a list follows: who comes and who goes, each at the right place", () => {
  const shown = page(["Ada", "Ida", "Zoe"]);
  const ida = shown.querySelector("#member-Ida");
  for (const next of [["Ada", "Emmy", "Ida"], ["Bea", "Ida"], ["Ida", "Olga", "Zoe"]]) {
    renew(shown, page(next));
    equal(names(shown), next);
    equal(shown.querySelector("[data-live=count]").textContent, String(next.length));
    ok(shown.querySelector("#member-Ida") === ida, "who stays is not touched");
  }
  renew(shown, page([]));
  equal(names(shown), []);
  renew(shown, page(["Ada"]));
  equal(names(shown), ["Ada"]);
});

test("other tokens are no change, and only what is to follow changes", () => {
  const shown = page(["Ada"], { note: "before" });
  const before = shown.querySelector("li");
  renew(shown, page(["Ada"], { token: "b", note: "after" }));
  ok(shown.querySelector("li") === before);
  equal([...shown.querySelectorAll("p")].map(({ textContent }) => textContent), ["after", "before"]);
});

test("a row in which somebody works stays until they leave it", () => {
  const shown = page(["Ada", "Ida"]);
  document.body.append(shown);
  shown.querySelector("#member-Ada button").focus();
  const fresh = () => {
    const made = page(["Ada", "Emmy", "Ida"]);
    made.querySelector("#member-Ada").append(" viewer");
    return made;
  };
  renew(shown, fresh());
  equal(document.activeElement.closest("li")?.id, "member-Ada");
  equal(names(shown), ["Ada", "Emmy", "Ida"]);
  document.activeElement.blur();
  renew(shown, fresh());
  ok(shown.querySelector("#member-Ada").textContent.includes("viewer"));
  shown.remove();
});
