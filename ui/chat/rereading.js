// Buttons that put a question into the question box. "Not what you meant? Change how it was read" puts the question as
// it was read there, to be altered and asked as a new topic; a suggested question is put there as it is.
(() => {
  const { offer, tick, word } = window.trendsqaChat;

  document.addEventListener("click", (event) => {
    const reread = event.target.closest("button.reread");
    const suggested = event.target.closest("button.suggested");
    if (reread) {
      offer(reread.closest(".reading").querySelector(".read-as-text").textContent, word("reread"));
      tick("#alone", true);
    } else if (suggested) {
      offer(suggested.textContent, word("offered"));
    }
  });
})();
