// The chat for people who hear it or steer it by keyboard: new answers are announced, and the newest question is brought
// to the top of the window. Gradio replaces the whole transcript at each answer, so the announcement is made in a region
// of our own that never leaves the page.
(() => {
  const { announce, focusBox, watch, word } = window.trendsqaChat;

  let announced = "";
  let keyboard = false;
  document.addEventListener("keydown", () => (keyboard = true), true);
  document.addEventListener("pointerdown", () => (keyboard = false), true);

  // A button that was pressed and then hidden takes the focus with it: the question box is the place to go on.
  function keepFocus() {
    const focused = document.activeElement;
    const gone = focused === document.body || focused.getClientRects().length === 0;
    if (keyboard && gone) focusBox({ preventScroll: true });
  }

  watch((latest) => {
    keepFocus();
    if (!latest) {
      if (announced) announce(word("begunAnew"));
      announced = "";
      return;
    }
    // The browser moves the focus off what is hidden only after this.
    window.requestAnimationFrame(keepFocus);
    const parts = [...latest.querySelectorAll(".asked-alone, .read-as, .spoken")].map((part) => part.textContent);
    const spoken = parts.join(" ").replace(/\s+/g, " ").trim();
    if (latest.id + spoken === announced) return;
    announced = latest.id + spoken;
    announce(spoken);
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    latest.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
  });
})();
