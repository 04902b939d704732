// A group's page as it changes. Without this script the page is loaded again, and says the same.
(() => {
  const part = document.querySelector("[data-group]");
  const told = document.querySelector("[data-group-told]");
  if (!part || !window.EventSource) return;
  let number = part.dataset.number, waiting = null;

  const token = () => document.querySelector("form.composer [name=csrfmiddlewaretoken]");
  const show = (html) => {
    part.innerHTML = html;
    part.querySelectorAll("form[method=post]").forEach((form) => form.prepend(token().cloneNode()));
  };
  // Nobody's focus is taken away: what is new waits until the reader has left the part.
  const news = (html) => {
    if (part.contains(document.activeElement)) { waiting = html; return; }
    show(html);
    told.textContent = "";
    told.textContent = "The page has something new.";
  };
  part.addEventListener("focusout", () => setTimeout(() => {
    if (waiting && !part.contains(document.activeElement)) { show(waiting); waiting = null; }
  }));

  const follow = (address) => {
    const events = new EventSource(`${address}?after=${number}`);
    events.addEventListener("page", (event) => { number = event.lastEventId; news(event.data); });
    // An address is open for an hour; a page that stays open longer asks for itself, and for a new one.
    events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) setTimeout(again, 5000); });
    window.addEventListener("pagehide", () => events.close());
  };
  const again = async () => {
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-group]");
      if (!answer.ok || !fresh) return; // no longer in the group: nothing more is shown here
      if (fresh.dataset.number !== number) { number = fresh.dataset.number; news(fresh.innerHTML); }
      follow(fresh.dataset.group);
    } catch { setTimeout(again, 15000); }
  };
  follow(part.dataset.group);
})();
