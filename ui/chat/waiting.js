// While an answer is looked for: after a moment it is said, with a button to stop waiting, which puts the question back
// into its box. A fast answer shows nothing of this, so nothing flickers.
(() => {
  const { box, fill, focusBox, watch, word } = window.trendsqaChat;
  const PATIENCE_MS = 300;

  let asked = null;
  let newest = "";
  let timer = 0;

  const tell = (text) => (document.querySelector("#waiting").textContent = text);

  function begin(question, { keep = false } = {}) {
    if (asked || !question.trim()) return;
    asked = { question, keep };
    tell("");
    timer = window.setTimeout(() => {
      document.documentElement.classList.add("is-waiting");
      tell(word("looking"));
    }, PATIENCE_MS);
  }

  function end() {
    window.clearTimeout(timer);
    asked = null;
    const stop = document.querySelector("#stop");
    const hadFocus = stop === document.activeElement;
    document.documentElement.classList.remove("is-waiting");
    tell("");
    if (hadFocus) focusBox({ preventScroll: true });
  }

  function stopped() {
    if (!asked) return;
    const { question, keep } = asked;
    end();
    if (!keep) fill(box(), question);
    focusBox();
    tell(word("stopped"));
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box()) begin(box().value);
    },
    true,
  );

  // Heard before Gradio hears it: it asks at once.
  document.addEventListener(
    "click",
    (event) => {
      const pressed = event.target.closest("button");
      if (!pressed) return;
      if (pressed.id === "ask") begin(box().value);
      else if (pressed.matches("#examples .example")) begin(pressed.textContent.trim());
      else if (pressed.id === "retry") begin("-", { keep: true });
      else if (pressed.id === "stop") window.setTimeout(stopped);
      else if (pressed.id === "again") end();
      else if (pressed.id === "edit") tell("");
    },
    true,
  );

  watch((latest) => {
    const id = latest?.id ?? "";
    if (id !== newest && asked) end();
    newest = id;
  });
})();
