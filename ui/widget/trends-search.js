// <trends-search>: questions from any page, answered by quotes that always say where they stand.
// One module, nothing to install, and nothing asked of another server: docs/embedding.md says how to use it.
//
// What the server says is only ever put in as text, never as markup, and only http(s) addresses become links. The style
// sheet is constructed, so that a strict Content-Security-Policy needs no 'unsafe-inline'.

const HERE = new URL("..", import.meta.url).href;
const MOST_CHARACTERS = 1000;
const FEWEST_TYPED = 2;
const TYPING_MS = 250;
const SLOW_MS = 700;
const LONGEST_MS = 30000;
const SNIPPET_CHARACTERS = 320;
const MORE_HITS = 10;
// A bar alone, as cells of a stored row are divided.
const BAR = /(?:^| )\|(?= |$)/;

const several = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const WORDS = {
  en: {
    form: "Search public sector digital trends",
    question: "Enter a question",
    query: "Search the documents",
    hint: "A whole question or a few words. The answer is quoted, word for word, with its sources.",
    queryHint: "A question or a few words. Passages are shown best first.",
    ask: "Ask",
    search: "Search",
    list: "Suggestions",
    listed: (n) => `${several(n, "suggestion")}. Use the up and down arrow keys to choose.`,
    unlisted: "No suggestions.",
    kinds: { question: "Question", heading: "Section", name: "Name" },
    filters: "Filters",
    edition: "Edition",
    editions: "All editions",
    kind: "Kind of document",
    allKinds: "All kinds",
    unfiltered: "The filters could not be loaded.",
    loading: "Searching…",
    answered: (quotes, summaries, sources) =>
      `Answered with ${[
        quotes && several(quotes, "quote"),
        summaries && several(summaries, "summary of ours", "summaries of ours"),
      ].filter(Boolean).join(" and ")} from ${several(sources, "section")}.`,
    close: "This may not answer your question.",
    notHeld: "The documents held here do not answer this.",
    nearest: "Nearest sections",
    nearestCount: (n) => `${several(n, "section is", "sections are")} near.`,
    still: "Not answered:",
    readAs: "Read as:",
    linked: "Guidance linked from here",
    couldAsk: "You could ask",
    couldAskNext: "You could ask next",
    brief: "Our summary, not the publisher’s words",
    pages: (names) => `${names.length === 1 ? "page" : "pages"} ${names.join(", ")}`,
    editionOf: (name) => `edition ${name}`,
    context: "Open in context",
    publisher: "Publisher’s page",
    newTab: "opens in a new tab",
    table: "Table",
    source: "Source",
    sources: "Sources",
    copy: "Copy with sources",
    copied: "Copied.",
    uncopied: "Not copied: the text below is selected. Copy it with your keyboard.",
    toCopy: "Text to copy",
    found: (n) => `${several(n, "passage")} found, best first.`,
    foundNone: "Nothing was found. Try other words.",
    more: "Show more",
    showing: (n, total) => `Showing ${n} of ${total}.`,
    useful: "Was this useful?",
    yes: "Yes",
    no: "No",
    usefulWords: "What helped? (optional)",
    uselessWords: "What were you looking for? (optional)",
    keeping: "If you send this, your question and your words are kept for the people who run this service.",
    send: "Send",
    cancel: "Cancel",
    thanks: "Thank you. Your feedback was sent.",
    takeBack: "Take it back",
    takenBack: "Taken back. Nothing of it is kept.",
    noFeedback: "Feedback is not taken here.",
    again: "Try again",
    empty: "Write a question first.",
    tooLong: (n) => `The question has ${n} characters. Shorten it to ${MOST_CHARACTERS} or fewer.`,
    soon: "later",
    seconds: (n) => `in ${several(n, "second")}`,
    minutes: (n) => `in ${several(n, "minute")}`,
    failures: {
      offline: () => "You are offline. Check your connection, then try again.",
      unreachable: () => "The service cannot be reached. Try again; if it stays so, tell whoever looks after this page.",
      slow: () => "The service took too long to answer. Try again.",
      401: () => "The service did not accept this page’s key. Tell whoever looks after this page.",
      403: () => "This page may not use the service. Tell whoever looks after this page.",
      404: () => "The service was not found. Tell whoever looks after this page.",
      429: (when) => `Too many questions have been asked from here. Try again ${when}.`,
      503: (when) => `The service is busy or being looked after. Try again ${when}.`,
      other: () => "The service could not answer. Try again.",
    },
  },
  cy: {
    form: "Chwilio tueddiadau digidol y sector cyhoeddus",
    question: "Rhowch gwestiwn",
    query: "Chwilio’r dogfennau",
    hint: "Cwestiwn cyfan neu ychydig eiriau. Caiff yr ateb ei ddyfynnu air am air, gyda’i ffynonellau.",
    queryHint: "Cwestiwn neu ychydig eiriau. Dangosir y darnau gorau yn gyntaf.",
    ask: "Gofyn",
    search: "Chwilio",
    list: "Awgrymiadau",
    listed: (n) => `Awgrymiadau: ${n}. Defnyddiwch y saethau i fyny ac i lawr i ddewis.`,
    unlisted: "Dim awgrymiadau.",
    kinds: { question: "Cwestiwn", heading: "Adran", name: "Enw" },
    filters: "Hidlyddion",
    edition: "Argraffiad",
    editions: "Pob argraffiad",
    kind: "Math o ddogfen",
    allKinds: "Pob math",
    unfiltered: "Nid oedd modd llwytho’r hidlyddion.",
    loading: "Wrthi’n chwilio…",
    answered: (quotes, summaries, sources) =>
      `Wedi’i ateb. ${quotes ? `Dyfyniadau: ${quotes}. ` : ""}${summaries ? `Crynodebau: ${summaries}. ` : ""}Adrannau: ${sources}.`,
    close: "Efallai nad yw hyn yn ateb eich cwestiwn.",
    notHeld: "Nid yw’r dogfennau a gedwir yma yn ateb hyn.",
    nearest: "Adrannau agosaf",
    nearestCount: (n) => `Adrannau agosaf: ${n}.`,
    still: "Heb ei ateb:",
    readAs: "Darllenwyd fel:",
    linked: "Canllawiau y cyfeirir atynt yma",
    couldAsk: "Gallech ofyn",
    couldAskNext: "Gallech ofyn nesaf",
    brief: "Ein crynodeb ni, nid geiriau’r cyhoeddwr",
    pages: (names) => `${names.length === 1 ? "tudalen" : "tudalennau"} ${names.join(", ")}`,
    editionOf: (name) => `argraffiad ${name}`,
    context: "Agor yn ei gyd-destun",
    publisher: "Tudalen y cyhoeddwr",
    newTab: "yn agor mewn tab newydd",
    table: "Tabl",
    source: "Ffynhonnell",
    sources: "Ffynonellau",
    copy: "Copïo gyda’r ffynonellau",
    copied: "Wedi’i gopïo.",
    uncopied: "Heb ei gopïo: mae’r testun isod wedi’i ddewis. Copïwch ef â’ch bysellfwrdd.",
    toCopy: "Testun i’w gopïo",
    found: (n) => `Darnau a ganfuwyd: ${n}, y gorau yn gyntaf.`,
    foundNone: "Ni chanfuwyd dim. Rhowch gynnig ar eiriau eraill.",
    more: "Dangos rhagor",
    showing: (n, total) => `Yn dangos ${n} o ${total}.`,
    useful: "A oedd hyn yn ddefnyddiol?",
    yes: "Oedd",
    no: "Nac oedd",
    usefulWords: "Beth oedd o gymorth? (dewisol)",
    uselessWords: "Am beth oeddech chi’n chwilio? (dewisol)",
    keeping: "Os anfonwch hyn, cedwir eich cwestiwn a’ch geiriau ar gyfer y bobl sy’n rhedeg y gwasanaeth hwn.",
    send: "Anfon",
    cancel: "Canslo",
    thanks: "Diolch. Anfonwyd eich adborth.",
    takeBack: "Tynnu’n ôl",
    takenBack: "Wedi’i dynnu’n ôl. Ni chedwir dim ohono.",
    noFeedback: "Ni dderbynnir adborth yma.",
    again: "Rhoi cynnig arall arni",
    empty: "Ysgrifennwch gwestiwn yn gyntaf.",
    tooLong: (n) => `Mae ${n} o nodau yn y cwestiwn. Cwtogwch ef i ${MOST_CHARACTERS} neu lai.`,
    soon: "yn nes ymlaen",
    seconds: (n) => `ymhen ${n} eiliad`,
    minutes: (n) => `ymhen ${n} munud`,
    failures: {
      offline: () => "Rydych all-lein. Gwiriwch eich cysylltiad, yna rhowch gynnig arall arni.",
      unreachable: () =>
        "Ni ellir cyrraedd y gwasanaeth. Rhowch gynnig arall arni; os yw’n parhau, rhowch wybod i’r sawl sy’n gofalu am y dudalen hon.",
      slow: () => "Cymerodd y gwasanaeth ormod o amser i ateb. Rhowch gynnig arall arni.",
      401: () => "Ni dderbyniodd y gwasanaeth allwedd y dudalen hon. Rhowch wybod i’r sawl sy’n gofalu am y dudalen.",
      403: () => "Ni chaiff y dudalen hon ddefnyddio’r gwasanaeth. Rhowch wybod i’r sawl sy’n gofalu am y dudalen.",
      404: () => "Ni chanfuwyd y gwasanaeth. Rhowch wybod i’r sawl sy’n gofalu am y dudalen hon.",
      429: (when) => `Gofynnwyd gormod o gwestiynau oddi yma. Rhowch gynnig arall arni ${when}.`,
      503: (when) => `Mae’r gwasanaeth yn brysur neu’n cael ei gynnal. Rhowch gynnig arall arni ${when}.`,
      other: () => "Ni allai’r gwasanaeth ateb. Rhowch gynnig arall arni.",
    },
  },
};

const STYLES = `
:host { display: block; text-align: start; }
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
.box {
  --paper: var(--trends-background, #ffffff);
  --tint: var(--trends-tint, #f1f6f5);
  --ink: var(--trends-text, #15211f);
  --soft: var(--trends-text-soft, #465450);
  --accent: var(--trends-accent, #0a5c55);
  --deep: var(--trends-accent-hover, #063f3a);
  --on: var(--trends-on-accent, #ffffff);
  --rule: var(--trends-rule, #c6d2cf);
  --edge: var(--trends-edge, #66756f);
  --focus: var(--trends-focus, #b3420a);
  --problem: var(--trends-problem, #a3200d);
  --round: var(--trends-radius, 4px);
  --quote: var(--trends-quote-font, Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Noto Serif", serif);
  background: var(--paper);
  border: 1px solid var(--rule);
  border-block-start: 4px solid var(--accent);
  border-radius: var(--round);
  color: var(--ink);
  color-scheme: light;
  font-family: var(--trends-font, inherit);
  line-height: 1.5;
  overflow-wrap: anywhere;
  padding: var(--trends-padding, clamp(0.875em, 4%, 1.5em));
}
.box.dark {
  --paper: var(--trends-background, #0f1615);
  --tint: var(--trends-tint, #18211f);
  --ink: var(--trends-text, #e7efed);
  --soft: var(--trends-text-soft, #aebcb8);
  --accent: var(--trends-accent, #83d6ca);
  --deep: var(--trends-accent-hover, #b4e8e0);
  --on: var(--trends-on-accent, #05211e);
  --rule: var(--trends-rule, #35433f);
  --edge: var(--trends-edge, #82938d);
  --focus: var(--trends-focus, #ffb066);
  --problem: var(--trends-problem, #ff9c8a);
  color-scheme: dark;
}
p, ul, ol, figure, blockquote, h2, h3, h4, h5, h6 { margin: 0; padding: 0; }
/* English on a page from right to left keeps its full stops and its side. */
p, label, .asked strong { text-align: -webkit-match-parent; text-align: match-parent; unicode-bidi: plaintext; }
a { color: var(--accent); text-decoration-thickness: 0.0625em; text-underline-offset: 0.15em; }
a:hover { color: var(--deep); text-decoration-thickness: 0.15em; }
:focus-visible { border-radius: 2px; outline: 3px solid var(--focus); outline-offset: 2px; }
label, legend { display: block; font-weight: 700; }
.hint, .soft, .where { color: var(--soft); }
.row { display: flex; flex-wrap: wrap; gap: 0.5em; margin-block-start: 0.5em; }
.field { flex: 1 1 14em; min-inline-size: 0; position: relative; }
input, select, textarea {
  background: var(--paper);
  border: 2px solid var(--edge);
  border-radius: var(--round);
  color: var(--ink);
  font: inherit;
  inline-size: 100%;
  min-block-size: 2.75em;
  padding: 0.5em 0.75em;
}
textarea { display: block; margin-block: 0.25em 0.75em; resize: vertical; }
input[aria-invalid] { border-color: var(--problem); }
button {
  background: transparent;
  border: 2px solid var(--accent);
  border-radius: var(--round);
  color: var(--accent);
  cursor: pointer;
  font: inherit;
  font-weight: 600;
  min-block-size: 2.75em;
  padding: 0.375em 1.125em;
}
button:hover { border-color: var(--deep); color: var(--deep); }
button.main { background: var(--accent); color: var(--on); }
button.main:hover { background: var(--deep); }
button.plain {
  border: 0;
  font-weight: 400;
  min-block-size: 2em;
  padding: 0.25em 0;
  text-align: start;
  text-decoration: underline;
  text-underline-offset: 0.15em;
}
.list {
  background: var(--paper);
  border: 2px solid var(--edge);
  border-radius: var(--round);
  box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  inset-block-start: calc(100% + 2px);
  inset-inline: 0;
  list-style: none;
  max-block-size: 21em;
  overflow-y: auto;
  position: absolute;
  z-index: var(--trends-layer, 10);
}
.list li { cursor: pointer; padding: 0.5em 0.75em; }
.list li + li { border-block-start: 1px solid var(--rule); }
.list li:hover { background: var(--tint); }
.list li[aria-selected="true"] { background: var(--accent); color: var(--on); }
.list li[aria-selected="true"] .soft { color: inherit; }
.list .soft { display: block; font-size: 0.875em; }
summary { color: var(--accent); cursor: pointer; inline-size: fit-content; padding: 0.25em 0; }
summary:hover { color: var(--deep); text-decoration: underline; }
.filters { margin-block-start: 0.5em; }
.choices { display: flex; flex-wrap: wrap; gap: 0.75em; padding-block-start: 0.25em; }
.choices > div { flex: 1 1 12em; }
.choices label { font-weight: 400; }
.problem { border-inline-start: 4px solid var(--problem); padding: 0.125em 0.875em; }
.problem p { color: var(--problem); font-weight: 600; }
form .problem { margin-block-start: 0.5em; }
.problem button { margin-block-start: 0.5em; }
.result:not(:empty) { border-block-start: 1px solid var(--rule); margin-block-start: 1.25em; padding-block-start: 1.25em; }
.result section > * + * { margin-block-start: 1em; }
.title { font-size: 1.25em; line-height: 1.3; }
.second { font-size: 1.0625em; line-height: 1.3; }
.loading { color: var(--soft); }
.loading::before {
  animation: turn 1s linear infinite;
  border: 3px solid var(--rule);
  border-block-start-color: var(--accent);
  border-radius: 50%;
  block-size: 1.125em;
  content: "";
  display: inline-block;
  inline-size: 1.125em;
  margin-inline-end: 0.5em;
  vertical-align: -0.2em;
}
@keyframes turn { to { transform: rotate(1turn); } }
figure { border-inline-start: 4px solid var(--accent); padding-inline-start: 1em; }
figure.near { border-inline-start-color: var(--edge); }
figure.brief { background: var(--tint); border: 0; border-radius: var(--round); padding: 0.75em 0.875em; }
.brief figcaption { background: none; padding: 0; }
blockquote { font-family: var(--quote); font-size: 1.0625em; line-height: 1.6; }
blockquote + blockquote, blockquote > * + *, .own > * + * { margin-block-start: 0.625em; }
.tag { font-size: 0.875em; font-weight: 700; margin-block-end: 0.375em; }
figcaption { background: var(--tint); border-radius: var(--round); font-size: 0.9375em; margin-block-start: 0.75em; padding: 0.625em 0.875em; }
cite { font-style: normal; font-weight: 600; }
.links { display: flex; flex-wrap: wrap; gap: 0 1.25em; }
.links a, .items a { display: inline-block; padding-block: 0.25em; }
.small { color: var(--soft); font-size: 0.875em; }
.rows { font-family: var(--trends-font, inherit); font-size: 0.9375em; overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--edge); min-inline-size: 5em; overflow-wrap: break-word; padding: 0.25em 0.5em; text-align: start; vertical-align: top; }
th { background: var(--tint); }
.said { border-inline-start: 4px solid var(--edge); padding-inline-start: 1em; }
.items { list-style: none; }
.points { padding-inline-start: 1.25em; }
.points > li + li { margin-block-start: 0.25em; }
[data-depth="1"] { margin-inline-start: 1.25em; }
[data-depth="2"] { margin-inline-start: 2.5em; }
[data-depth="3"] { margin-inline-start: 3.75em; }
.items > li + li { margin-block-start: 0.375em; }
.hits { list-style: none; }
.hits > li { border-block-start: 1px solid var(--rule); padding-block: 0.75em; }
.hits .heading { font-weight: 600; }
.items .where, .hits .where { display: block; font-size: 0.9375em; font-weight: 400; }
.snippet { white-space: pre-line; }
.actions { border-block-start: 1px solid var(--rule); padding-block-start: 1em; }
.actions > * + * { margin-block-start: 0.75em; }
.asked { align-items: center; display: flex; flex-wrap: wrap; gap: 0.5em; }
.away {
  block-size: 1px;
  clip-path: inset(50%);
  inline-size: 1px;
  inset-block-start: 0;
  overflow: hidden;
  position: absolute;
  white-space: nowrap;
}
.box, .links a, .items a, .hits a { position: relative; }
@media (forced-colors: active) {
  .list li[aria-selected="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  button.main { border-color: ButtonText; }
  .loading::before { border-block-start-color: Highlight; }
}
@media (prefers-reduced-motion: reduce) { .loading::before { animation: none; } }
@media print {
  form, button, .asked, .actions { display: none !important; }
  .links a::after { content: " " attr(href); font-size: 0.85em; }
  figure { break-inside: avoid; }
}
`;

// An element with attributes and children; a function under "onNAME" listens, and what is empty is left out.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value || value === 0) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

// The address, if it is one of the web: a "javascript:" from a stored document must never become a link.
function webAddress(text) {
  try {
    return /^https?:$/.test(new URL(text).protocol) ? text : "";
  } catch {
    return "";
  }
}

const plain = ({ kind, text, depth, header }) =>
  `${kind === "list_item" ? `${"  ".repeat(depth)}• ` : ""}${header ? `${header}\n` : ""}${text}`;

const unique = (items) => [...new Set(items)];

class Failure extends Error {
  constructor(status, detail = "", waitSeconds = 0) {
    super(detail || String(status));
    Object.assign(this, { status, detail, waitSeconds });
  }

  static async of(response) {
    const after = response.headers.get("Retry-After") || "";
    const until = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
    const problem = await response.json().catch(() => ({}));
    return new Failure(response.status, String(problem.detail || ""), Math.max(0, Math.ceil(until) || 0));
  }

  words(words) {
    const minutes = Math.ceil(this.waitSeconds / 60);
    const when =
      this.waitSeconds > 90 ? words.minutes(minutes) : this.waitSeconds ? words.seconds(this.waitSeconds) : words.soon;
    // The server's own words say best what is wrong with a request that it read.
    if (this.status === 422 && this.detail) return this.detail;
    return (words.failures[this.status] || words.failures.other)(when);
  }
}

// The server's API; the key travels in a header, never in an address.
class Service {
  constructor(address, key) {
    this.address = address;
    this.key = key;
  }

  at(path) {
    return new URL(path, this.address).href;
  }

  async send(path, { method = "GET", body, controller = new AbortController() } = {}) {
    const headers = { Accept: "application/json" };
    if (this.key) headers.Authorization = `Bearer ${this.key}`;
    if (body) headers["Content-Type"] = "application/json";
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, LONGEST_MS);
    try {
      const response = await fetch(this.at(path), {
        method,
        headers,
        body: body && JSON.stringify(body),
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: controller.signal,
      });
      if (!response.ok) throw await Failure.of(response);
      return response.status === 204 ? null : await response.json();
    } catch (error) {
      if (error instanceof Failure || (controller.signal.aborted && !late)) throw error;
      throw new Failure(late ? "slow" : navigator.onLine === false ? "offline" : "unreachable");
    } finally {
      clearTimeout(timer);
    }
  }
}

class TrendsSearch extends HTMLElement {
  static observedAttributes = ["edition", "endpoint", "heading-level", "key", "lang", "mode", "theme"];

  #root = this.attachShadow({ mode: "open" });
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #paint = () => this.#box?.classList.toggle("dark", this.#isDark());
  #box;
  #input;
  #list;
  #status;
  #problem;
  #result;
  #edition;
  #kind;
  #options = [];
  #active = -1;
  #typing;
  #suggesting;
  #asking;
  #announcing;
  #withoutSuggestions = false;
  #offers;

  connectedCallback() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    this.#root.adoptedStyleSheets = [sheet];
    this.#scheme.addEventListener("change", this.#paint);
    this.#build();
  }

  disconnectedCallback() {
    this.#scheme.removeEventListener("change", this.#paint);
    this.#stop();
  }

  attributeChangedCallback(_name, before, after) {
    if (this.#box && before !== after) this.#build();
  }

  ask(question) {
    this.#input.value = question;
    return this.#submit();
  }

  get #service() {
    const address = this.getAttribute("endpoint");
    const base = address ? new URL(`${address.replace(/\/+$/, "")}/`, document.baseURI).href : HERE;
    return new Service(base, this.getAttribute("key"));
  }

  get #language() {
    const named = this.closest("[lang]")?.lang || document.documentElement.lang;
    return /^cy\b/i.test(named) ? "cy" : "en";
  }

  get #words() {
    return WORDS[this.#language];
  }

  get #searches() {
    return this.getAttribute("mode") === "search";
  }

  #heading(below, attributes, ...children) {
    const level = Number(this.getAttribute("heading-level")) || 2;
    return make(`h${Math.min(6, Math.max(1, level) + below)}`, attributes, ...children);
  }

  // Dark only on a page that is: a light page stays light for people whose system is dark.
  #isDark() {
    const theme = this.getAttribute("theme");
    const scheme = theme === "auto" ? "light dark" : theme || getComputedStyle(this).colorScheme;
    return /dark/.test(scheme) && (!/light/.test(scheme) || this.#scheme.matches);
  }

  #stop() {
    clearTimeout(this.#typing);
    this.#suggesting?.abort();
    this.#asking?.abort();
  }

  #build() {
    this.#stop();
    const words = this.#words;
    const written = this.#input?.value || "";
    this.#status = make("p", { class: "away", role: "status" });
    this.#result = make("div", { class: "result" });
    this.#problem = make("div", { id: "problem" });
    this.#list = make("ul", { class: "list", id: "list", role: "listbox", "aria-label": words.list, hidden: true });
    this.#input = make("input", {
      id: "question", type: "text", dir: "auto", role: "combobox", part: "field", autocomplete: "off", spellcheck: "true",
      enterkeyhint: "search", "aria-autocomplete": "list", "aria-controls": "list", "aria-describedby": "hint problem",
      "aria-expanded": "false",
      oninput: () => this.#typed(), onkeydown: (event) => this.#pressed(event), onblur: () => this.#closeList(),
    });
    this.#input.value = written;
    this.#box = make(
      "div",
      { class: "box", part: "box", lang: this.#language },
      make(
        "form",
        { role: "search", "aria-label": words.form, novalidate: true, onsubmit: (event) => this.#submit(event) },
        make("label", { for: "question" }, this.#searches ? words.query : words.question),
        make("p", { class: "hint", id: "hint" }, this.#searches ? words.queryHint : words.hint),
        make(
          "div",
          { class: "row" },
          make("div", { class: "field" }, this.#input, this.#list),
          make("button", { class: "main", part: "button", type: "submit" }, this.#searches ? words.search : words.ask),
        ),
        this.#problem,
        this.#filters(),
      ),
      this.#status,
      this.#result,
    );
    this.#root.replaceChildren(this.#box);
    this.#paint();
  }

  // Emptied first, so that the same words are heard again.
  #announce(text) {
    clearTimeout(this.#announcing);
    this.#status.textContent = "";
    this.#announcing = setTimeout(() => (this.#status.textContent = text), 100);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  // --- filters ---

  #filters() {
    const words = this.#words;
    const choice = (id, label, all, chosen) => {
      const select = make("select", { id }, new Option(all, ""));
      if (chosen) select.append(new Option(chosen, chosen, true, true));
      return [select, make("div", {}, make("label", { for: id }, label), select)];
    };
    const [edition, editions] = choice("edition", words.edition, words.editions, this.getAttribute("edition"));
    const [kind, kinds] = choice("kind", words.kind, words.allKinds, "");
    [this.#edition, this.#kind] = [edition, kind];
    const said = make("p", { class: "small" });
    let loading;
    const load = async (event) => {
      if (!event.target.open || loading) return;
      loading = this.#service.send("api/v1/documents");
      try {
        const { documents } = await loading;
        const held = documents.filter((document) => document.passage_count > 0);
        this.#fill(edition, unique(held.map((document) => document.edition)).sort().reverse());
        this.#fill(kind, unique(held.map((document) => document.kind)).sort());
        said.textContent = "";
      } catch {
        loading = undefined;
        said.textContent = words.unfiltered;
        this.#announce(words.unfiltered);
      }
    };
    return make(
      "details",
      { class: "filters", ontoggle: load },
      make("summary", {}, words.filters),
      make("div", { class: "choices" }, editions, kinds),
      said,
    );
  }

  #fill(select, values) {
    const there = [...select.options].map((option) => option.value);
    const label = (value) => value.charAt(0).toUpperCase() + value.slice(1).replaceAll("-", " ");
    for (const value of values) {
      if (value && !there.includes(value)) select.append(new Option(label(value), value));
    }
  }

  #chosen() {
    const chosen = { edition: this.#edition.value, kind: this.#kind.value };
    return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value));
  }

  // --- type-ahead ---

  #typed() {
    clearTimeout(this.#typing);
    this.#suggesting?.abort();
    this.#say("");
    const text = this.#input.value.trim();
    if (this.#withoutSuggestions || text.length < FEWEST_TYPED || text.length > MOST_CHARACTERS) {
      this.#closeList();
      return;
    }
    this.#typing = setTimeout(() => this.#suggest(text), TYPING_MS);
  }

  async #suggest(text) {
    const controller = (this.#suggesting = new AbortController());
    const query = new URLSearchParams({ q: text, limit: 6 });
    if (this.#edition.value) query.set("edition", this.#edition.value);
    try {
      const { suggestions } = await this.#service.send(`api/v1/suggest?${query}`, { controller });
      if (!controller.signal.aborted) this.#openList(suggestions);
    } catch (error) {
      if (controller.signal.aborted) return;
      // A server without suggestions, or a key that may not have them, is not asked again.
      this.#withoutSuggestions = [401, 403, 404, 405].includes(error.status);
      this.#closeList();
    }
  }

  #openList(suggestions) {
    const words = this.#words;
    this.#options = suggestions;
    this.#activate(-1);
    const options = suggestions.map((suggestion, place) =>
      make(
        "li",
        {
          id: `option-${place}`, role: "option", "aria-selected": "false",
          onpointerdown: (event) => event.preventDefault(), onclick: () => this.#choose(place),
        },
        make("span", { dir: "auto" }, suggestion.text),
        make("span", { class: "away" }, ", "),
        make(
          "span",
          { class: "soft" },
          [words.kinds[suggestion.kind], suggestion.document_title].filter(Boolean).join(" · "),
        ),
      ),
    );
    this.#list.replaceChildren(...options);
    this.#expand(options.length > 0);
    this.#announce(options.length ? words.listed(options.length) : words.unlisted);
  }

  #expand(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", String(open));
    if (!open) this.#activate(-1);
  }

  #closeList() {
    clearTimeout(this.#typing);
    this.#suggesting?.abort();
    this.#expand(false);
  }

  #activate(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
    if (place < 0) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    this.#input.setAttribute("aria-activedescendant", `option-${place}`);
    this.#list.children[place].scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    if (event.isComposing || !this.#options.length) return;
    const open = !this.#list.hidden;
    const last = this.#options.length - 1;
    const moves = {
      ArrowDown: () => this.#activate(this.#active < last ? this.#active + 1 : 0),
      ArrowUp: () => this.#activate(this.#active > 0 ? this.#active - 1 : last),
      Home: this.#active >= 0 && (() => this.#activate(0)),
      End: this.#active >= 0 && (() => this.#activate(last)),
      Enter: this.#active >= 0 && (() => this.#choose(this.#active)),
      Escape: () => this.#closeList(),
    };
    const opens = event.key === "ArrowDown" || event.key === "ArrowUp";
    const move = (open || opens) && moves[event.key];
    if (!move) return;
    event.preventDefault();
    if (!open) this.#expand(true);
    move();
  }

  #choose(place) {
    const chosen = this.#options[place];
    this.#input.value = chosen.text;
    this.#tell("trends-select", { what: "suggestion", ...chosen });
    this.#submit();
  }

  // --- asking ---

  #say(problem) {
    this.#problem.replaceChildren(problem && make("div", { class: "problem" }, make("p", {}, problem)));
    if (problem) {
      this.#input.setAttribute("aria-invalid", "true");
      this.#announce(problem);
      this.#input.focus();
    } else this.#input.removeAttribute("aria-invalid");
  }

  async #submit(event) {
    event?.preventDefault();
    const words = this.#words;
    const question = this.#input.value.trim();
    const length = [...question].length;
    this.#closeList();
    this.#options = [];
    this.#say(length ? (length > MOST_CHARACTERS ? words.tooLong(length) : "") : words.empty);
    if (!length || length > MOST_CHARACTERS) return;
    const filters = this.#chosen();
    await this.#work(async (controller) => {
      if (this.#searches) await this.#search(question, filters, controller);
      else await this.#answer(question, filters, controller);
    });
  }

  // One piece of work at a time: what is begun later ends what was begun before.
  async #work(work) {
    this.#asking?.abort();
    const controller = (this.#asking = new AbortController());
    this.#result.setAttribute("aria-busy", "true");
    this.#result.replaceChildren(make("p", { class: "loading" }, this.#words.loading));
    const slow = setTimeout(() => this.#announce(this.#words.loading), SLOW_MS);
    try {
      await work(controller);
    } catch (error) {
      // What was ended by something later has nothing to say.
      if (this.#asking === controller && error.name !== "AbortError") this.#fail(error, work);
    } finally {
      clearTimeout(slow);
      if (this.#asking === controller) this.#result.removeAttribute("aria-busy");
    }
  }

  #fail(error, work) {
    const words = this.#words;
    const failure = error instanceof Failure ? error : new Failure("other", error.message);
    const said = failure.words(words);
    const again = make("button", { type: "button", onclick: () => this.#again(work) }, words.again);
    const hopeless = [401, 403, 404, 422].includes(failure.status);
    this.#result.replaceChildren(make("div", { class: "problem" }, make("p", {}, said), !hopeless && again));
    this.#announce(said);
    const { status, detail, waitSeconds } = failure;
    this.#tell("trends-error", { status, message: said, detail, retryAfter: waitSeconds });
  }

  #again(work) {
    this.#input.focus();
    return this.#work(work);
  }

  async #answer(question, filters, controller) {
    const service = this.#service;
    const answer = await service.send("api/v1/ask", { method: "POST", body: { question, filters }, controller });
    if (controller.signal.aborted) return;
    const words = this.#words;
    const shown = { answered: () => this.#quotes(answer), reply: () => this.#reply(answer) };
    const parts = (shown[answer.outcome] || (() => this.#refusal(answer)))();
    this.#show(answer.question, [this.#readAs(answer), ...parts]);
    const sections = unique(answer.citations.map((citation) => citation.section_id)).length;
    const nearest = answer.nearest.length ? ` ${words.nearestCount(answer.nearest.length)}` : "";
    const briefs = answer.citations.filter(({ form }) => form === "brief").length;
    const heard = {
      answered: words.answered(answer.answer.length - briefs, briefs, sections),
      close: words.close + nearest,
      not_held: words.notHeld + nearest,
    };
    this.#announce(heard[answer.outcome] || answer.reason || "");
    this.#tell("trends-answer", { mode: "ask", question, outcome: answer.outcome, response: answer });
  }

  #show(title, parts) {
    const heading = this.#heading(0, { class: "title", id: "asked", dir: "auto" }, title);
    this.#result.replaceChildren(make("section", { "aria-labelledby": "asked" }, heading, ...parts));
  }

  #readAs(answer) {
    const same = answer.interpreted_question.trim().toLowerCase() === answer.question.trim().toLowerCase();
    if (same || answer.outcome === "reply") return null;
    return make("p", { class: "soft" }, `${this.#words.readAs} `, make("bdi", {}, answer.interpreted_question));
  }

  #quotes(answer) {
    const words = this.#words;
    const parts = answer.answer.map((quote) => [quote, answer.citations.find(({ n }) => n === quote.citation)]);
    const open = answer.open.map((part) =>
      make("p", {}, make("strong", {}, words.still), " ", make("bdi", {}, part)),
    );
    return [
      ...groups(parts).map((group) => this.#figure(group)),
      ...open,
      ...this.#linked(answer.linked),
      ...this.#offered(answer, words.couldAskNext),
      this.#actions(answer, parts),
    ];
  }

  #refusal(answer) {
    const words = this.#words;
    const { closest, nearest } = answer;
    const headline = answer.outcome === "close" ? words.close : words.notHeld;
    const shown = answer.outcome === "close" && closest ? [[{ ...closest, text: closest.quote }, closest]] : [];
    const section = (near) =>
      this.#entry(near, this.#context(near, []), near.heading_path.join(" › ") || near.document_title, "section");
    return [
      make(
        "div",
        { class: "said" },
        make("p", {}, make("strong", {}, headline)),
        answer.reason && make("p", { lang: "en", dir: "auto" }, answer.reason),
      ),
      ...shown.map((part) => this.#figure([part], "near")),
      ...(nearest.length
        ? [
            this.#heading(1, { class: "second" }, words.nearest),
            make("ul", { class: "items" }, nearest.map((near) => make("li", {}, section(near)))),
          ]
        : []),
      ...this.#offered(answer, words.couldAsk),
      this.#actions(answer, shown),
    ];
  }

  #reply(answer) {
    // The reply to Welsh is in Welsh, then after a slash in English.
    const [first, ...rest] = answer.input_kind === "welsh" ? (answer.reason || "").split(" / ") : [];
    const said = rest.length
      ? [make("p", { lang: "cy" }, first), make("p", { lang: "en" }, rest.join(" / "))]
      : [make("p", { lang: "en", dir: "auto" }, answer.reason)];
    return [make("div", { class: "said" }, ...said), ...this.#offered(answer, this.#words.couldAsk)];
  }

  #offered({ suggestions }, label) {
    if (!suggestions.length) return [];
    const asking = (question) => () => {
      this.#input.focus();
      this.ask(question);
    };
    const offered = suggestions.map((question) =>
      make("li", {}, make("button", { class: "plain", type: "button", lang: "en", onclick: asking(question) }, question)),
    );
    return [this.#heading(1, { class: "second" }, label), make("ul", { class: "items" }, offered)];
  }

  // --- what is quoted, and where it stands ---

  // Quotes of one section under one caption. A summary of ours is never set as a quotation.
  #figure(group, near = "") {
    const words = this.#words;
    const brief = group[0][1].form === "brief";
    const bodies = group.map(([quote]) =>
      make(brief ? "div" : "blockquote", { class: brief && "own", lang: "en", dir: "auto" }, this.#blocks(quote)),
    );
    return make(
      "figure",
      { class: [near, brief && "brief"].filter(Boolean).join(" "), part: brief ? "summary" : "quote" },
      brief && make("p", { class: "tag" }, words.brief),
      bodies,
      this.#caption(group.map(([, citation]) => citation)),
    );
  }

  #caption(citations) {
    const words = this.#words;
    const [first] = citations;
    const pages = unique(citations.filter(({ page }) => page !== null).map(({ page_label }) => page_label));
    const about = `${first.heading_path.at(-1) || first.document_title}, ${words.newTab}`;
    const link = webAddress(first.link || first.url);
    return make(
      "figcaption",
      { part: "source" },
      make(
        "p",
        {},
        make("span", { class: "away" }, `${words.source}: `),
        make("cite", { lang: "en", dir: "auto" }, first.document_title),
        first.edition && `, ${words.editionOf(first.edition)}`,
      ),
      make(
        "p",
        { class: "where" },
        make("bdi", { lang: "en" }, first.heading_path.join(" › ")),
        pages.length > 0 && `${first.heading_path.length ? ", " : ""}${words.pages(pages)}`,
      ),
      make(
        "p",
        { class: "links" },
        this.#link(words.context, about, this.#context(first, citations), { what: "source", ...placed(first) }),
        link && this.#link(words.publisher, about, link, { what: "publisher", ...placed(first) }),
      ),
      first.attribution && make("p", { class: "small", lang: "en", dir: "auto" }, first.attribution),
    );
  }

  #link(label, about, href, detail) {
    const opened = () => this.#tell("trends-select", { ...detail, text: label, address: href });
    const more = make("span", { class: "away" }, ` (${about})`);
    return make("a", { href, target: "_blank", rel: "noopener noreferrer", onclick: opened }, label, more);
  }

  // The section with the words marked, on the service's own page.
  #context({ section_id }, spans) {
    const query = new URLSearchParams({ section: section_id });
    for (const { char_start, char_end } of spans) {
      query.append("start", char_start);
      query.append("end", char_end);
    }
    return this.#service.at(`read?${query}${spans.length ? "#quote" : ""}`);
  }

  #entry(place, href, label, what) {
    const words = this.#words;
    const pages = place.page === null ? "" : `, ${words.pages([place.page_label])}`;
    return [
      this.#link(label, words.newTab, href, { what, ...placed(place) }),
      make("span", { class: "where" }, make("bdi", { lang: "en" }, place.document_title), pages),
    ];
  }

  #blocks({ parts }) {
    const set = [];
    for (const part of parts) {
      const { kind, text, depth } = part;
      if (kind === "list_item") {
        if (set.at(-1)?.localName !== "ul") set.push(make("ul", { class: "points" }));
        set.at(-1).append(make("li", { "data-depth": Math.min(depth, 3) }, text));
      } else if (kind === "table") set.push(this.#table(part));
      else set.push(make("p", {}, kind === "heading" ? make("strong", {}, text) : text));
    }
    return set;
  }

  #table({ text, header, header_rows: own }) {
    const lines = text.split("\n");
    const row = (tag, line) =>
      make(
        "tr",
        {},
        line.split(BAR).map((cell) => make(tag, { scope: tag === "th" && "col" }, cell.trim())),
      );
    const heads = [...(header ? header.split("\n") : []), ...lines.slice(0, own)];
    return make(
      "div",
      { class: "rows", role: "group", "aria-label": this.#words.table, tabindex: "0" },
      make(
        "table",
        {},
        heads.length > 0 && make("thead", {}, heads.map((line) => row("th", line))),
        make("tbody", {}, lines.slice(own).map((line) => row("td", line))),
      ),
    );
  }

  #linked(linked) {
    if (!linked.length) return [];
    const words = this.#words;
    const item = (held) => {
      const about = (what) => ({ what, document_id: held.document_id, document_title: held.title, section_id: null });
      const page = this.#service.at(`documents/${encodeURIComponent(held.document_id)}`);
      const url = webAddress(held.url);
      return make(
        "li",
        {},
        this.#link(held.title, words.newTab, page, about("document")),
        held.organisation && make("span", { class: "where" }, held.organisation),
        url && make("span", { class: "where" }, this.#link(words.publisher, `${held.title}, ${words.newTab}`, url, about("publisher"))),
      );
    };
    return [
      this.#heading(1, { class: "second" }, words.linked),
      make("ul", { class: "items", lang: "en" }, linked.map(item)),
    ];
  }

  // --- searching ---

  async #search(query, filters, controller) {
    const words = this.#words;
    const list = make("ol", { class: "hits" });
    const count = make("p", { class: "soft" });
    const more = make("button", { type: "button", hidden: true }, words.more);
    const load = async (by) => {
      const offset = list.children.length;
      const body = { query, filters, limit: MORE_HITS, offset };
      const page = await this.#service.send("api/v1/search", { method: "POST", body, controller: by });
      if (by.signal.aborted) return null;
      list.append(...page.hits.map((hit) => this.#hit(hit)));
      more.hidden = !page.hits.length || list.children.length >= page.total;
      count.textContent = page.total ? `${words.found(page.total)} ${words.showing(list.children.length, page.total)}` : words.foundNone;
      this.#announce(count.textContent);
      this.#tell("trends-answer", { mode: "search", question: query, outcome: page.total ? "found" : "none", response: page });
      return list.children[offset];
    };
    more.addEventListener("click", async () => {
      try {
        const first = await load(controller);
        first?.querySelector("a").focus();
      } catch (error) {
        if (error instanceof Failure) this.#fail(error, (by) => this.#search(query, filters, by));
      }
    });
    await load(controller);
    if (!controller.signal.aborted) this.#show(query, [count, list, more]);
  }

  #hit(hit) {
    const words = this.#words;
    const label = hit.heading_path.slice(-2).join(" › ") || hit.document_title;
    const text = hit.text.length > SNIPPET_CHARACTERS ? `${hit.text.slice(0, SNIPPET_CHARACTERS)}…` : hit.text;
    return make(
      "li",
      {},
      make("div", { class: "heading" }, this.#entry(hit, this.#context(hit, [hit]), label, "passage")),
      hit.form === "brief" && make("p", { class: "tag" }, words.brief),
      make("p", { class: "snippet", lang: "en", dir: "auto" }, text),
    );
  }

  // --- copying and feedback ---

  #actions(answer, parts) {
    const actions = make("div", { class: "actions" }, parts.length && this.#copying(answer, parts));
    this.#feedback(answer, parts).then((feedback) => feedback && actions.append(feedback));
    return actions;
  }

  #copying(answer, parts) {
    const words = this.#words;
    const said = make("span", { class: "soft" });
    const block = make("textarea", { hidden: true, readonly: true, rows: "8", "aria-label": words.toCopy });
    const copy = async () => {
      block.value = this.#copyText(answer, parts);
      const copied = await this.#copied(block);
      said.textContent = copied ? ` ${words.copied}` : ` ${words.uncopied}`;
      this.#announce(said.textContent.trim());
    };
    return make("div", {}, make("button", { type: "button", onclick: copy }, words.copy), said, block);
  }

  async #copied(block) {
    try {
      await navigator.clipboard.writeText(block.value);
      return true;
    } catch {
      // The clipboard needs https or localhost, and a frame that allows it; many intranets have neither.
      block.hidden = false;
      block.select();
      return document.execCommand("copy");
    }
  }

  #copyText(answer, parts) {
    const words = this.#words;
    const grouped = groups(parts);
    const numbers = new Map(unique(grouped.map(([[, citation]]) => citation.section_id)).map((id, n) => [id, n + 1]));
    const quote = ([part, citation]) => {
      const text = part.parts.map(plain).join("\n");
      const number = `[${numbers.get(citation.section_id)}]`;
      return citation.form === "brief" ? `${words.brief}:\n${text} ${number}\n` : `“${text}” ${number}\n`;
    };
    const source = ([id, n]) => {
      const citations = parts.map(([, citation]) => citation).filter(({ section_id }) => section_id === id);
      const [first] = citations;
      const pages = unique(citations.filter(({ page }) => page !== null).map(({ page_label }) => page_label));
      const edition = first.edition && !first.document_title.includes(first.edition) ? ` (${first.edition})` : "";
      const where = [first.document_title + edition, first.heading_path.join(" › "), pages.length && words.pages(pages)];
      const known = [where.filter(Boolean).join(", "), first.publisher, first.attribution, first.form === "brief" && words.brief];
      return `[${n}] ${known.filter(Boolean).join(". ")}. ${first.url}`.trim();
    };
    return [
      `${answer.question}\n`,
      answer.answered ? "" : `${words.close} ${answer.reason || ""}\n`,
      ...parts.map(quote),
      ...answer.open.map((part) => `${words.still} ${part}\n`),
      words.sources,
      ...[...numbers].map(source),
    ].filter(Boolean).join("\n");
  }

  async #feedback(answer, parts) {
    // Asked once, so that a service that takes no feedback shows nothing to press.
    this.#offers ||= new Service(this.#service.address).send("widget/offers.json").catch(() => ({ feedback: true }));
    if (!(await this.#offers).feedback) return null;
    const words = this.#words;
    const holder = make("div", {});
    const ask = (focused) => {
      const buttons = [true, false].map((useful) =>
        make("button", { type: "button", onclick: () => write(useful) }, useful ? words.yes : words.no),
      );
      holder.replaceChildren(
        make("div", { class: "asked", role: "group", "aria-labelledby": "useful" }, make("strong", { id: "useful" }, words.useful), buttons),
      );
      if (focused) buttons[0].focus();
    };
    const write = (useful) => {
      const box = make("textarea", { id: "words", rows: "3", maxlength: "1000", "aria-describedby": "keeping" });
      holder.replaceChildren(
        make("label", { for: "words" }, useful ? words.usefulWords : words.uselessWords),
        make("p", { class: "small", id: "keeping" }, words.keeping),
        box,
        make(
          "div",
          { class: "asked" },
          make("button", { class: "main", type: "button", onclick: () => send(useful, box.value.trim()) }, words.send),
          make("button", { type: "button", onclick: () => ask(true) }, words.cancel),
        ),
      );
      box.focus();
    };
    const tell = (text, ...more) => {
      const said = make("p", { tabindex: "-1" }, text);
      holder.replaceChildren(said, ...more);
      (more[0] || said).focus();
      this.#announce(text);
    };
    const attempt = async (request, done) => {
      try {
        done(await request());
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // Not offered again where it is not taken.
        const refused = [403, 404, 405].includes(error.status);
        if (refused) this.#offers = Promise.resolve({ feedback: false });
        tell(refused ? words.noFeedback : error.words(words));
      }
    };
    const send = (useful, text) => {
      const { question, generation, outcome } = answer;
      const section_id = parts[0]?.[1].section_id || null;
      const body = { question, useful, citation: null, section_id, words: text || null, generation, outcome };
      const request = () => this.#service.send("api/v1/feedback", { method: "POST", body });
      return attempt(request, ({ id }) => {
        const back = make("button", { type: "button", onclick: () => takeBack(id) }, words.takeBack);
        tell(words.thanks, back);
      });
    };
    const takeBack = (id) => {
      const request = () => this.#service.send(`api/v1/feedback/${encodeURIComponent(id)}`, { method: "DELETE" });
      return attempt(request, () => tell(words.takenBack));
    };
    ask(false);
    return holder;
  }
}

function groups(parts) {
  const grouped = [];
  for (const part of parts) {
    const before = grouped.at(-1)?.[0][1];
    if (before?.section_id === part[1].section_id && before.form === part[1].form) grouped.at(-1).push(part);
    else grouped.push([part]);
  }
  return grouped;
}

const placed = ({ document_id, document_title, section_id }) => ({ document_id, document_title, section_id });

if (!customElements.get("trends-search")) customElements.define("trends-search", TrendsSearch);
