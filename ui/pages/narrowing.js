// Narrows the list of documents while somebody types, and says how many are left. Without this script the form does it.
const field = document.getElementById("filter");
const found = document.getElementById("found");
const rows = [...document.querySelectorAll(".rows-of-documents > li")];
const WAIT_MS = 250;

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function searched(row) {
  const tag = row.querySelector(".tag").textContent;
  return plain(row.textContent.replace(tag, ""));
}

function say(count) {
  const { none, one, many } = found.dataset;
  return count === 0 ? none : count === 1 ? one : many.replace("%(num)s", count.toLocaleString());
}

function narrow() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    row.hidden = !words.every((word) => row.words.includes(word));
    count += row.hidden ? 0 : 1;
  }
  for (const kind of document.querySelectorAll("section.kind")) {
    kind.hidden = !kind.querySelector("li:not([hidden])");
    const link = document.querySelector(`.on-page a[href="#${kind.querySelector("h2").id}"]`);
    if (link) link.parentElement.hidden = kind.hidden;
  }
  found.textContent = words.length ? say(count) : "";
}

if (field && !new URLSearchParams(location.search).get("filter")) {
  for (const row of rows) row.words = searched(row);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, WAIT_MS);
  });
  if (field.value) narrow();
}
