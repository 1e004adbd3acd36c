// The chat for people who hear it or steer it by keyboard: the language of the page, new answers announced, and
// the newest question brought to the top of the window. Gradio replaces the whole transcript at each answer, so the
// announcement is made in a region of our own that never leaves the page.
(() => {
  document.documentElement.lang = "en-GB";

  const region = document.createElement("div");
  region.className = "away";
  region.id = "announcement";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");

  let announced = "";
  let keyboard = false;
  document.addEventListener("keydown", () => (keyboard = true), true);
  document.addEventListener("pointerdown", () => (keyboard = false), true);

  // A button that was pressed and then hidden takes the focus with it: the question box is the place to go on.
  function keepFocus() {
    if (keyboard && document.activeElement === document.body) {
      document.querySelector("#question textarea").focus({ preventScroll: true });
    }
  }

  function announce() {
    const turns = document.querySelectorAll("#transcript .turn");
    const latest = turns[turns.length - 1];
    keepFocus();
    if (!latest) {
      if (announced) region.textContent = "A new conversation. The earlier one is gone.";
      announced = "";
      return;
    }
    const parts = [...latest.querySelectorAll(".asked-alone, .read-as, .spoken")].map((part) => part.textContent);
    const spoken = parts.join(" ").replace(/\s+/g, " ").trim();
    if (latest.id + spoken === announced) return;
    announced = latest.id + spoken;
    region.textContent = spoken;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    latest.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
  }

  function begin() {
    const main = document.querySelector("gradio-app main");
    if (!main) return window.setTimeout(begin, 100);
    main.append(region);
    new MutationObserver(announce).observe(main, { childList: true, subtree: true });
  }

  begin();
})();
