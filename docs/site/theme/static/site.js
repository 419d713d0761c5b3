// Small things that make the pages nicer: the menu of a phone begins folded, code can be copied, the app has its button.
// No module: pages opened from a disk may not load those.

(function () {
  const phone = window.matchMedia("(max-width: 900px)");
  const menu = document.querySelector("[data-menu]");
  if (menu && phone.matches) menu.open = false;

  // Only where the app itself serves these pages does "/" lead to it.
  if (location.pathname.startsWith("/docs/")) document.querySelector("[data-app]").hidden = false;

  const here = document.querySelector(".menu .current a.current, .menu a[href='#']");
  here?.setAttribute("aria-current", "page");

  for (const block of document.querySelectorAll("main .highlight pre")) {
    block.tabIndex = 0;
    if (!navigator.clipboard) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    block.parentElement.append(button);
  }

  // A wide table scrolls by itself, also by keyboard.
  for (const table of document.querySelectorAll("main table")) {
    const frame = document.createElement("div");
    frame.className = "table";
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Table");
    table.replaceWith(frame);
    frame.append(table);
  }
})();
