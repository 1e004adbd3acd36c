// "Edit question": the last question goes back into its box, and what is asked next takes its place. A box to tick says
// so, and can be unticked; it is there only while a question is edited.
(() => {
  const { offer, questionOf, tick, watch, word } = window.trendsqaChat;
  const show = (editing) => document.documentElement.classList.toggle("is-editing", editing);
  let newest = "";

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#edit")) return;
    const latest = [...document.querySelectorAll("#transcript .turn")].at(-1);
    if (!latest) return;
    show(true);
    offer(questionOf(latest), word("editing"));
    tick("#replacing", true);
    tick("#alone", Boolean(latest.querySelector(".asked-alone")));
  });

  watch((latest) => {
    const id = latest?.id ?? "";
    if (id === newest) return;
    newest = id;
    // What could not be answered replaces nothing: it is still being edited.
    if (!latest?.querySelector(".notice")) show(false);
  });
})();
