// What the chat's scripts share: the question box, the words to say in the language of the page, and the region in which
// they are said to people who do not see the page.
window.trendsqaChat = (() => {
  const find = (selector) => document.querySelector(selector);

  // Gradio's boxes listen for what a person does: a value that is only set is not seen.
  function fill(box, text) {
    const prototype = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const box = () => find("#question textarea, #question input");

  function focusBox(options) {
    const found = box();
    if (!found) return;
    found.focus(options);
    found.setSelectionRange(found.value.length, found.value.length);
  }

  const region = () => find("#announcement");
  const announce = (text) => (region().textContent = text);
  const word = (name) => region().dataset[name];

  // Puts a question into the box with the cursor behind its last word, and says so.
  function offer(question, said) {
    fill(box(), question.trim());
    focusBox();
    announce(said);
  }

  function tick(selector, ticked) {
    const input = find(`${selector} input`);
    if (input && input.checked !== ticked) input.click();
  }

  const turns = () => [...document.querySelectorAll("#transcript .turn")];

  // The words of a turn's question, without what is there for screen readers.
  function questionOf(turn) {
    const heading = turn.querySelector(".question")?.cloneNode(true);
    heading?.querySelector(".away")?.remove();
    return heading ? heading.textContent.trim() : "";
  }

  // Calls `changed` with the newest turn, or with none, whenever Gradio has changed the page.
  const watchers = [];
  function watch(changed) {
    watchers.push(changed);
  }
  function begin() {
    const main = find("gradio-app main");
    if (!main) return window.setTimeout(begin, 50);
    const tell = () => watchers.forEach((changed) => changed(turns().at(-1)));
    new MutationObserver(tell).observe(main, { childList: true, subtree: true });
    tell();
  }
  document.addEventListener("DOMContentLoaded", begin);

  // Gradio says that every page is in English of no country.
  function keepLanguage() {
    const { lang } = document.body;
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
  }
  new MutationObserver(keepLanguage).observe(document.documentElement, { attributeFilter: ["lang"] });
  keepLanguage();

  // Without this the link would lead to the box's surroundings only.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a.skip")) return;
    event.preventDefault();
    focusBox();
  });

  return { announce, box, fill, focusBox, offer, questionOf, tick, watch, word };
})();
