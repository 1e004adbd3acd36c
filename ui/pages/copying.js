// "Copy answer with sources": copies the plain text that stands beside the button. Without this script the text
// can still be shown, selected and copied by hand.
document.documentElement.classList.add("can-copy");

async function copyText(block) {
  try {
    await navigator.clipboard.writeText(block.textContent);
    return true;
  } catch {
    // The clipboard interface needs https or localhost; many intranets serve plain http.
    block.closest("details").open = true;
    const selection = window.getSelection();
    selection.selectAllChildren(block);
    return document.execCommand("copy");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  const holder = button.closest(".copying");
  const copied = await copyText(holder.querySelector(".copy-text"));
  holder.querySelector(".copied").textContent = holder.querySelector(copied ? ".say-copied" : ".say-failed").textContent;
});
