// Small comforts for browsers that run scripts. Every page works without them.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `overture-zone=${zone};path=/;max-age=31536000;samesite=lax`;

  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});

  // A form is sent once, however often it is tapped.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.hasAttribute("data-online") && !navigator.onLine) {
      event.preventDefault();
      strip.textContent = "No connection, so nothing was sent. Your words stay here; send them when it is back.";
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  // A page that came of a press is not pressed again by loading it again or by going back to it.
  const once = document.querySelector("[data-here]");
  if (document.querySelector("[data-forget]")) sessionStorage.clear();
  if (once) history.replaceState(null, "", once.dataset.here);

  // What is to be sent along can be copied or printed by a press.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
      button.textContent = button.dataset.done;
    });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // Leave fast: another site stands in place of this page, and going back leads to that site again.
  const back = (event) => event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  window.addEventListener("pageshow", (event) => {
    const left = sessionStorage.getItem("left");
    if (left && back(event)) { document.documentElement.hidden = true; location.replace(left); }
    else sessionStorage.removeItem("left");
  });
  document.querySelectorAll("[data-leave]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = new URL(link.href).hostname;
    sessionStorage.setItem("left", link.href);
    location.replace(link.href);
  }));

  // What became of a message: the part of the page that may change is asked for again.
  const again = async () => {
    const part = document.querySelector("[data-again]");
    if (!part) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(10000) });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = fresh.querySelector("main [role=status]");
      if (answer.ok && found && found.innerHTML !== part.innerHTML) part.innerHTML = found.innerHTML;
      if (found && !found.hasAttribute("data-again")) part.removeAttribute("data-again");
    } catch { /* no connection, or none that answers: what stands there was true when it was read */ }
    setTimeout(again, part.dataset.again * 1000);
  };
  setTimeout(again, 3000);

  // A place among the apps is offered where the browser can give one, and only on the page that says so.
  const install = document.querySelector("[data-install]");
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    if (!install) return;
    install.hidden = false;
    install.onclick = async () => { await event.prompt(); install.hidden = true; };
  });

  // Nobody is in a space here: what was kept of somebody's goes, help stays.
  if (document.querySelector("[data-nobody]") && "caches" in window) {
    const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
    if (worker) worker.postMessage("nobody");  // so that what is on its way is not kept after all
    caches.keys().then((names) => names.filter((name) => name.startsWith("space-")).forEach((name) => caches.delete(name))).catch(() => {});
  }

  // Without a connection: one calm strip, and help still opens.
  const strip = document.createElement("p");
  strip.className = "strip";
  strip.setAttribute("role", "status");
  strip.hidden = true;
  strip.textContent = "No connection. You can keep reading, and Help now still opens.";
  const bar = document.querySelector(".topbar");
  if (bar && !document.querySelector(".strip[data-kept]")) bar.after(strip);
  const show = () => { strip.hidden = navigator.onLine; };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
})();
