// Tells the page that frames this one how tall it is, whenever that changes: {type: "trendsqa:height", height}.
// Only pages of the origins that may frame it are told. Which of them it is a browser says (ancestorOrigins), else the
// address that led here; if neither does, each is written to, and a browser delivers to none but the right one.
(() => {
  if (window.parent === window) return;
  const named = document.querySelector('meta[name="trendsqa-framed-by"]').content.split(" ").filter(Boolean);
  const allowed = [window.location.origin, ...named.map((origin) => new URL(origin).origin)];
  const from = window.location.ancestorOrigins?.[0] || (document.referrer && new URL(document.referrer).origin);
  const known = allowed.filter((origin) => origin === from);
  const told = new Set(known.length ? known : allowed);

  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    for (const origin of told) window.parent.postMessage({ type: "trendsqa:height", height }, origin);
  };

  window.addEventListener("message", ({ origin, source, data }) => {
    if (source !== window.parent || data?.type !== "trendsqa:tell-height" || !allowed.includes(origin)) return;
    told.clear();
    told.add(origin);
    tell();
  });
  new ResizeObserver(tell).observe(document.body);
})();
