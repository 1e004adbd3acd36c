// The filters of the chat: the same lists as on the search page, from a template of the page. What is chosen goes into a
// box of Gradio's that nobody sees, as the end of an address, and with every question from there.
(() => {
  const { fill, watch } = window.trendsqaChat;
  const template = document.querySelector("#filter-fields");
  if (!template) return;

  function choose(place) {
    const chosen = [...place.querySelectorAll("select")].filter((list) => list.value);
    const query = new URLSearchParams(chosen.map((list) => [list.name, list.value]));
    fill(document.querySelector("#chosen-filters textarea, #chosen-filters input"), query.toString());
  }

  // Gradio may make its page anew: then the lists are put there again.
  watch(() => {
    const place = document.querySelector(".filters-place");
    if (!place || place.firstElementChild) return;
    place.append(template.content.cloneNode(true));
    place.addEventListener("change", () => choose(place));
  });
})();
