// "Not what you meant? Change how it was read": puts the question as it was read into the question box, to be
// altered there and asked as it stands. The box takes the focus, with the cursor behind the last word.
(() => {
  // Gradio's boxes listen for what a person does: a value that is only set is not seen.
  function fill(box, text) {
    const prototype = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.reread");
    if (!button) return;
    const box = document.querySelector("#question textarea, #question input");
    const alone = document.querySelector("#alone input");
    fill(box, button.closest(".reading").querySelector(".read-as-text").textContent.trim());
    if (alone && !alone.checked) alone.click();
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    document.querySelector("#announcement").textContent =
      "The question as it was read is in the question box. Change it and press Enter to ask it as it stands.";
  });
})();
