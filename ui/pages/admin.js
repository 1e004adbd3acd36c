/* The pages for maintainers work without this. With it a running job tells how far it is by itself, politely, and a file
   that is too large is told before it is sent. */
(() => {
  "use strict";

  const BETWEEN_LOOKS_MS = 2000;
  const BETWEEN_WORDS_MS = 15000;

  function watch(job) {
    const said = document.getElementById("job-said");
    let lastWords = Date.now();

    async function look() {
      let page;
      try {
        const response = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
        page = new DOMParser().parseFromString(await response.text(), "text/html");
      } catch {
        setTimeout(look, BETWEEN_LOOKS_MS);
        return;
      }
      const now = page.getElementById("job");
      if (!now) {
        // Signed out meanwhile: the link that is there leads to signing in.
        return;
      }
      if (!now.dataset.running) {
        finish(now, page.title);
        return;
      }
      const [before, after] = [job, now].map((one) => one.querySelector("#job-progress"));
      const words = after.querySelector("p").textContent;
      before.replaceWith(document.adoptNode(after));
      if (Date.now() - lastWords > BETWEEN_WORDS_MS) {
        said.textContent = words;
        lastWords = Date.now();
      }
      setTimeout(look, BETWEEN_LOOKS_MS);
    }

    function finish(now, title) {
      const held = job.contains(document.activeElement);
      const ended = document.adoptNode(now);
      job.replaceWith(ended);
      document.title = title;
      said.textContent = ended.querySelector("#job-title").textContent;
      if (held) {
        // The button that had the focus is gone.
        ended.querySelector("#job-title").focus();
      }
    }

    setTimeout(look, BETWEEN_LOOKS_MS);
  }

  function checkSize(input) {
    const [file] = input.files;
    const isTooLarge = file && file.size > Number(input.dataset.mostBytes);
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : "");
    input.reportValidity();
  }

  const job = document.querySelector("#job[data-running]");
  if (job) {
    watch(job);
  }
  for (const input of document.querySelectorAll("input[data-most-bytes]")) {
    input.addEventListener("change", () => checkSize(input));
  }
  for (const form of document.querySelectorAll("form[data-sending]")) {
    form.addEventListener("submit", () => {
      form.querySelector(".sending").textContent = form.dataset.sending;
    });
  }
})();
