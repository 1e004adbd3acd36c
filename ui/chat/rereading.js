// Buttons that put a question into the question box. "Not what you meant? Change how it was read" puts the question as
// it was read there, to be altered and asked as it stands; a suggested question is put there as it is. The box takes
// the focus, with the cursor behind the last word.
(() => {
  // Gradio's boxes listen for what a person does: a value that is only set is not seen.
  function fill(box, text) {
    const prototype = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer(question, said) {
    const box = document.querySelector("#question textarea, #question input");
    fill(box, question.trim());
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    document.querySelector("#announcement").textContent = said;
  }

  document.addEventListener("click", (event) => {
    const reread = event.target.closest("button.reread");
    const suggested = event.target.closest("button.suggested");
    if (reread) {
      offer(
        reread.closest(".reading").querySelector(".read-as-text").textContent,
        "The question as it was read is in the question box. Change it and press Enter to ask it as it stands.",
      );
      const alone = document.querySelector("#alone input");
      if (alone && !alone.checked) alone.click();
    } else if (suggested) {
      offer(suggested.textContent, "The question is in the question box. Press Enter to ask it.");
    }
  });
})();
