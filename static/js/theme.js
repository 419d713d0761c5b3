// Light or dark: what the student chose, else what the system says. Runs before first paint, so it is no module.

(function () {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try { return localStorage.getItem("theme"); } catch { return null; }
  }

  function apply(choice) {
    if (choice) root.dataset.theme = choice;
    root.dataset.shownTheme = choice || (system.matches ? "dark" : "light");
    document.dispatchEvent(new CustomEvent("theme-changed"));
  }

  apply(remembered());
  system.addEventListener("change", () => apply(remembered()));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const choice = root.dataset.shownTheme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", choice); } catch { /* a private window forgets, and still switches */ }
    apply(choice);
  });
})();
