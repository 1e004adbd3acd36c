// Suggestions while somebody types a question: on the pages and in the chat. A combobox with list autocomplete (WAI-ARIA
// 1.2). Only what is typed is sent, with the edition that is chosen, to this server and nowhere else; nothing is sent for
// fewer than two characters, on a connection that saves data, or once the box beside the field is unticked. Without this
// script, and whenever the service does not answer, the field is a plain field.
(() => {
  const ROOT = new URL("..", document.currentScript?.src || window.location.href);
  const BOXES = 'form[data-suggests] input[name="q"], #question textarea, #question input[type="text"]';
  const FEWEST_TYPED = 2;
  const MOST_TYPED = 1000;
  const TYPING_MS = 150;
  const ANNOUNCING_MS = 100;
  const MOST_SHOWN = 6;
  const SETTING = "trendsqa-suggestions";

  const list = element("ul", { id: "suggestion-list", class: "suggestion-list", role: "listbox" });
  const region = element("p", { id: "suggestion-status", class: "away", role: "status" });
  let box = null;
  let shown = [];
  let active = -1;
  let pressed = false;
  let refused = false;
  let typing;
  let announcing;
  let asking;
  list.hidden = true;

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  function say(name) {
    return document.querySelector("meta[name=trendsqa-suggesting]").dataset[name];
  }

  // Emptied first, so that the same words are heard again.
  function announce(text) {
    clearTimeout(announcing);
    region.textContent = "";
    announcing = setTimeout(() => (region.textContent = text), ANNOUNCING_MS);
  }

  // --- the setting, kept in this browser ---

  function wanted() {
    let setting = null;
    try {
      setting = localStorage.getItem(SETTING);
    } catch {
      // A frame of another site may have no storage.
    }
    return setting ? setting === "on" : !navigator.connection?.saveData;
  }

  function keep(on) {
    try {
      localStorage.setItem(SETTING, on ? "on" : "off");
    } catch {
      // It then holds for this page only.
    }
    refused = !on;
    if (!on) close();
  }

  function offerSetting(form) {
    const tick = element("input", { type: "checkbox", id: "suggestion-setting" });
    tick.checked = wanted();
    tick.addEventListener("change", () => keep(tick.checked));
    const label = element("label", { for: "suggestion-setting" }, say("setting"));
    form.append(element("p", { class: "option suggestion-setting" }, tick, label));
  }

  // --- the list ---

  // The chat makes its box anew now and then, so that each is taken up when somebody comes to it.
  function adopt(found) {
    const holder = found.closest("#question") || found.parentElement;
    if (!holder.contains(list)) {
      if (holder.id === "question") holder.append(list, region);
      else found.after(list, region);
    }
    if (found === box) return;
    box = found;
    list.setAttribute("aria-label", say("list"));
    box.setAttribute("autocomplete", "off");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-haspopup", "listbox");
    // A textarea may have no other role than its own, which does not say if a list is open.
    if (!isTextarea()) box.setAttribute("role", "combobox");
    tellExpanded(false);
  }

  function isTextarea() {
    return box instanceof HTMLTextAreaElement;
  }

  function tellExpanded(open) {
    if (!isTextarea()) box.setAttribute("aria-expanded", String(open));
  }

  function isOpen() {
    return !list.hidden;
  }

  // It hangs over the page only where the button stands beside the field, so that it never hides it; in a frame it takes
  // room of its own, or it would be cut off where the frame ends.
  function open() {
    const button = box.form?.querySelector("button[type=submit]");
    const beside = Boolean(button) && button.getBoundingClientRect().top < box.getBoundingClientRect().bottom;
    const framed = window.parent !== window;
    list.classList.toggle("over", beside && !framed);
    list.classList.toggle("below", beside && framed);
    list.hidden = false;
    tellExpanded(true);
  }

  function close() {
    settle();
    if (!box) return;
    list.hidden = true;
    tellExpanded(false);
    activate(-1);
  }

  function activate(place) {
    active = place;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
    if (place < 0) {
      box.removeAttribute("aria-activedescendant");
      return;
    }
    box.setAttribute("aria-activedescendant", list.children[place].id);
    list.children[place].scrollIntoView({ block: "nearest" });
  }

  function show(suggestions) {
    const had = isOpen();
    shown = suggestions;
    list.replaceChildren(
      ...suggestions.map(({ text, kind }, place) =>
        element(
          "li",
          { id: `suggestion-${place}`, role: "option", "aria-selected": "false" },
          element("span", { lang: "en", dir: "auto" }, text),
          element("span", { class: "away" }, ", "),
          element("span", { class: "suggestion-kind" }, say(kind) || ""),
        ),
      ),
    );
    activate(-1);
    if (suggestions.length) {
      open();
      announce(suggestions.length === 1 ? say("one") : say("many").replace("{n}", suggestions.length));
    } else {
      close();
      if (had) announce(say("none"));
    }
  }

  // Gradio's boxes listen for what a person does: a value that is only set is not seen.
  function choose(place) {
    const { text } = shown[place];
    const prototype = isTextarea() ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
    shown = [];
    box.focus();
    box.setSelectionRange(text.length, text.length);
    announce(say("taken"));
  }

  // --- asking the service ---

  async function suggest(text) {
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams({ q: text, limit: MOST_SHOWN });
    const edition = box.form?.elements.edition?.value;
    if (edition) query.set("edition", edition);
    try {
      const response = await fetch(new URL(`api/v1/suggest?${query}`, ROOT), {
        headers: { Accept: "application/json" },
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal,
      });
      // Whoever may not have suggestions, or has none to get, is not asked again.
      if ([401, 403, 404, 405].includes(response.status)) refused = true;
      const suggestions = response.ok ? (await response.json()).suggestions : [];
      const stale = signal.aborted || box.value.trim() !== text || document.activeElement !== box;
      if (!stale) show(suggestions);
    } catch {
      // Silent: the field works without. What was typed since asks anew.
      if (!signal.aborted) close();
    }
  }

  function typed() {
    settle();
    activate(-1);
    const text = box.value.trim();
    if (text.length >= FEWEST_TYPED && text.length <= MOST_TYPED && !refused && wanted()) {
      typing = setTimeout(() => suggest(text), TYPING_MS);
    } else {
      close();
      shown = [];
    }
  }

  // Whoever chooses from what is shown must not have it changed under their hands.
  function settle() {
    clearTimeout(typing);
    asking?.abort();
  }

  // --- keys and pointers ---

  const last = () => shown.length - 1;
  const MOVES = {
    ArrowDown: () => activate(active < last() ? active + 1 : 0),
    ArrowUp: () => activate(active > 0 ? active - 1 : last()),
    Home: () => activate(0),
    End: () => activate(last()),
    Enter: () => choose(active),
    Escape: close,
  };
  const OF_AN_OPTION = ["Home", "End", "Enter"];

  function keyed(event) {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return null;
    if (event.altKey) return { ArrowDown: shown.length && open, ArrowUp: isOpen() && close }[key];
    if (isOpen()) return (active >= 0 || !OF_AN_OPTION.includes(key)) && MOVES[key];
    // In a box of several lines the arrows move the cursor.
    if (!shown.length || isTextarea() || !["ArrowDown", "ArrowUp"].includes(key)) return null;
    return () => {
      open();
      MOVES[key]();
    };
  }

  function leave() {
    setTimeout(() => {
      if (!pressed && document.activeElement !== box) close();
    });
  }

  // In the first phase, before the chat hears of the key: there Enter asks.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!box || event.target !== box) return;
      const move = keyed(event);
      if (move) {
        event.preventDefault();
        event.stopPropagation();
        settle();
        move();
      } else if (["Tab", "Enter"].includes(event.key)) close();
      else if (["ArrowLeft", "ArrowRight"].includes(event.key)) activate(-1);
    },
    true,
  );

  document.addEventListener("input", (event) => {
    // What another script puts into the box was not typed.
    if (!event.isTrusted || !event.target.matches(BOXES)) return;
    adopt(event.target);
    typed();
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches(BOXES)) adopt(event.target);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === box) leave();
  });

  // A list that closes while a button is being pressed would move the button from under the pointer.
  document.addEventListener("pointerdown", () => (pressed = true), true);
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(
      name,
      () => {
        pressed = false;
        leave();
      },
      true,
    );
  }

  // The field keeps the focus while an option is pressed.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    settle();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) choose([...list.children].indexOf(option));
  });

  for (const found of document.querySelectorAll('form[data-suggests] input[name="q"]')) {
    adopt(found);
    offerSetting(found.form);
  }
})();
