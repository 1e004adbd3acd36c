// "Was this useful?": sends what somebody presses without leaving the page, and offers to say why or to take it back.
// Without this script the buttons belong to a form, which does the same on pages of its own. Words and address come from
// hidden parts of the markup: the chat keeps no data attributes.
(() => {
  const MOST_CHARACTERS = 1000;
  let made = 0;

  function said(block, name) {
    return block.querySelector(`.say-${name}`).textContent;
  }

  function element(name, className, text, more = {}) {
    return Object.assign(document.createElement(name), { className, textContent: text }, more);
  }

  async function call(block, method, path, body) {
    const address = block.querySelector(".feedback-address").href + path;
    const headers = body ? { "Content-Type": "application/json" } : {};
    const answer = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.status === 204 ? {} : answer.json();
  }

  // The first child of the block stays: it holds words and address. Everything else is what is shown now.
  function show(block, ...parts) {
    block.replaceChildren(block.firstElementChild, ...parts);
  }

  function state(block, text) {
    const line = element("p", "feedback-state", "", { role: "status" });
    // Announced only if the region is there before its text is.
    requestAnimationFrame(() => (line.textContent = text));
    return line;
  }

  function thank(block, sent) {
    const back = element("button", "feedback-back", said(block, "take-back"), { type: "button" });
    back.addEventListener("click", () => takeBack(block, sent));
    const parts = [state(block, said(block, "thanks"))];
    if (!sent.words) parts.push(reason(block, sent));
    show(block, ...parts, back);
    back.focus({ preventScroll: true });
  }

  function reason(block, sent) {
    const holder = element("div", "feedback-reason", "");
    const id = `feedback-words-${++made}`;
    const label = element("label", "", said(block, "why"), { htmlFor: id });
    const box = element("textarea", "", "", { id, rows: 2, maxLength: MOST_CHARACTERS });
    const send = element("button", "feedback-send", said(block, "send"), { type: "button" });
    send.addEventListener("click", () => box.value.trim() && submit(block, { ...sent, words: box.value.trim() }));
    holder.append(label, box, send);
    return holder;
  }

  async function submit(block, { id, ...feedback }) {
    try {
      const receipt = await call(block, "POST", "", feedback);
      if (id) await call(block, "DELETE", `/${id}`);
      thank(block, { ...feedback, id: receipt.id });
    } catch {
      fail(block);
    }
  }

  async function takeBack(block, { id }) {
    try {
      await call(block, "DELETE", `/${id}`);
      const line = state(block, said(block, "taken-back"));
      line.tabIndex = -1;
      show(block, line);
      line.focus({ preventScroll: true });
    } catch {
      fail(block);
    }
  }

  function fail(block) {
    block.querySelector(".feedback-state")?.remove();
    block.append(state(block, said(block, "failed")));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.useful");
    if (!button) return;
    event.preventDefault();
    const block = button.closest(".feedback");
    const [generation, outcome] = said(block, "answered-by").split(" ");
    const question = said(block, "question");
    submit(block, { question, useful: button.value === "yes", generation, outcome });
  });
})();
