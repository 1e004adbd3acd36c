// "Your questions": kept in this tab of the browser (sessionStorage), never sent anywhere, gone with the tab. Each leads
// to its own page and can be put into the question box again. Whatever is stored is shown as text.
(() => {
  const { announce, offer, watch, word } = window.trendsqaChat;
  const KEY = "trendsqa-questions";
  const MOST = 50;
  const MOST_CHARACTERS = 1000;
  const ANSWER = "../answer?";

  const isEntry = (entry) =>
    typeof entry?.text === "string" &&
    entry.text.length <= MOST_CHARACTERS &&
    typeof entry.link === "string" &&
    entry.link.startsWith(ANSWER);

  // A browser may forbid storage: the list is then kept as long as the page.
  function stored() {
    try {
      const held = JSON.parse(window.sessionStorage.getItem(KEY) ?? "[]");
      return Array.isArray(held) ? held.filter(isEntry).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function store(held) {
    try {
      if (held.length) window.sessionStorage.setItem(KEY, JSON.stringify(held));
      else window.sessionStorage.removeItem(KEY);
    } catch {
      // It stays in the page.
    }
  }

  let entries = stored();
  let newest = "";

  function item({ text, link }) {
    const line = document.createElement("li");
    const opened = document.createElement("a");
    opened.href = link;
    opened.target = "_blank";
    opened.rel = "noopener";
    opened.textContent = text;
    const away = document.createElement("span");
    away.className = "away";
    away.textContent = ` ${word("newTab")}`;
    opened.append(away);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "put-again";
    again.textContent = word("askAgain");
    const which = document.createElement("span");
    which.className = "away";
    which.textContent = `: ${text}`;
    again.append(which);
    again.addEventListener("click", () => offer(text, word("offered")));
    line.append(opened, " ", again);
    return line;
  }

  function show() {
    const list = document.querySelector(".question-list-place .question-list");
    if (!list) return;
    list.querySelector("ol").replaceChildren(...entries.map(item));
    list.classList.toggle("is-empty", entries.length === 0);
  }

  function place() {
    const at = document.querySelector(".question-list-place");
    if (!at || at.firstElementChild) return;
    at.append(document.querySelector("#question-list").content.cloneNode(true));
    at.querySelector(".clear").addEventListener("click", () => {
      entries = [];
      store(entries);
      show();
      at.querySelector("summary").focus();
      announce(word("cleared"));
    });
    show();
  }

  watch((latest) => {
    place();
    const id = latest?.id ?? "";
    if (id === newest) return;
    newest = id;
    const link = latest?.querySelector("a.permalink")?.getAttribute("href") ?? "";
    const question = new URLSearchParams(link.slice(ANSWER.length)).get("q") ?? "";
    const entry = { text: question, link };
    if (!question || !isEntry(entry)) return;
    entries = [entry, ...entries.filter((one) => one.link !== link)].slice(0, MOST);
    store(entries);
    show();
  });
})();
