// For a page that frames /embed of this server: gives the frame the height of what it shows, so that it never scrolls
// inside the page. <script type="module" src="https://…/widget/frame-height.js"></script>
const HERE = new URL(import.meta.url).origin;
const TALLEST = 20000;

const ours = () =>
  [...document.querySelectorAll("iframe")].filter((frame) => new URL(frame.src, document.baseURI).origin === HERE);

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== HERE || data?.type !== "trendsqa:height" || !Number.isFinite(data.height)) return;
  const frame = ours().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  // If its border counts as part of its height, it leaves no room to show anything in.
  const border = getComputedStyle(frame).boxSizing === "border-box" ? frame.offsetHeight - frame.clientHeight : 0;
  frame.style.height = `${Math.min(data.height, TALLEST) + border}px`;
});

// What was in the frame before this script ran has told its height already, so each is asked to tell it again. The
// asking holds nothing to keep from anybody, and a frame that is still empty has no origin to name.
for (const frame of ours()) {
  const ask = () => frame.contentWindow.postMessage({ type: "trendsqa:tell-height" }, "*");
  frame.addEventListener("load", ask);
  ask();
}
