// What waits on this device, shown to whoever wrote it. Forms that may wait say so by `data-waits`.
(() => {
  const space = document.documentElement.dataset.space;
  const worker = navigator.serviceWorker;
  if (!space || !worker || !window.indexedDB) return;
  const MOMENT = { weekday: "long", hour: "2-digit", minute: "2-digit" };
  const STATES = { waiting: "Waiting for a connection.", sent: "Sent.", says: "Sent. There is an answer to read.", refused: "Not taken yet. What you wrote is still here." };

  const made = (name, words, kind = "") => {
    const one = document.createElement(name);
    one.textContent = words;
    if (kind) one.className = kind;
    return one;
  };
  const link = (words, to, kind = "") => {
    const one = made("a", words, kind);
    one.href = to;
    return one;
  };

  // ---- forms that may wait carry what the service worker needs to know of them
  function ready(form) {
    const { waits, waitsThen = "", waitsEach = "" } = form.dataset;
    const words = [...form.querySelectorAll("textarea, input.field")].map((field) => field.name).join(" ");
    const given = { waits, "waits-then": waitsThen, "waits-each": waitsEach, "waits-words": words, "waits-space": space };
    for (const [name, value] of Object.entries(given)) {
      const field = form.querySelector(`input[name="${name}"]`) || form.appendChild(document.createElement("input"));
      Object.assign(field, { type: "hidden", name, value });
    }
  }
  document.querySelectorAll("form[data-waits]").forEach(ready);
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-waits]")) ready(event.target); }, true);

  // ---- one strip on every page
  const strip = made("p", "", "strip strip--waiting");
  strip.setAttribute("role", "status");
  strip.hidden = true;
  document.querySelector(".topbar")?.after(strip);

  // Words that somebody is writing here at this moment, and that would go with the page.
  const isWriting = () => [...document.querySelectorAll("textarea, input.field")].some((field) => field.value.trim() && field.value !== field.defaultValue);

  function tell(entries, stays) {
    const next = ["says", "refused", "waiting", "sent"].flatMap((state) => entries.filter((entry) => entry.state === state))[0];
    strip.hidden = !next || Boolean(list);
    if (!next) return;
    const said = {
      refused: ["Something that waited here was not taken. Your words are still here.", "See it", "/waiting"],
      says: [`What you wrote before was sent, and there is an answer to it.${stays ? " What you are writing here stays." : ""}`, "Read it now", next.answer],
      waiting: ["Kept on this phone. It will be sent when there is a connection.", "See it", "/waiting"],
      sent: [`Sent: ${next.label}.`, next.then, next.to],
    }[next.state];
    const words = made("span", `${said[0]} `);
    const way = link(said[1], said[2]);
    if (stays) way.target = "_blank";  // beside this page, so that it stays as it is
    words.append(way);
    strip.setAttribute("role", stays ? "alert" : "status");
    strip.classList.toggle("strip--answer", stays);
    strip.replaceChildren(words);
  }

  // ---- the page that lists all of it
  const list = document.querySelector("[data-waiting]");

  function row(entry) {
    const item = made("li", "", "panel panel--tight stack stack-s");
    const head = made("h2", entry.label);
    head.dir = "auto";
    const when = new Date(entry.at).toLocaleString("en-GB", MOMENT);
    item.append(head, made("p", `${when}. ${STATES[entry.state]}`, "small soft"));
    for (const words of written(entry)) {
      const text = made("p", words, "own");
      text.dir = "auto";
      item.append(text);
    }
    const ways = made("div", "", "cluster");
    if (entry.answer) ways.append(link(entry.state === "says" ? "Read the answer" : "Open the page that came back", entry.answer, "btn btn--quiet btn--small"));
    if (entry.state === "sent") ways.append(link(entry.then, entry.to, "btn btn--quiet btn--small"));
    if (entry.state === "refused") ways.append(button("Send it again", entry, again));
    ways.append(button(entry.state === "sent" ? "That’s fine" : "Don’t send it, take it away", entry, (one) => waiting.remove(one.id)));
    item.append(ways);
    return item;
  }

  const again = async (entry) => {
    await waiting.put({ ...entry, state: "waiting", tries: 0, answer: "" });
    await send();
  };

  function button(words, entry, act) {
    const one = made("button", words, "btn btn--plain btn--small");
    one.type = "button";
    one.addEventListener("click", async () => { await act(entry); await look(); });
    return one;
  }

  const written = (entry) => entry.fields.filter(([name, value]) => entry.words.includes(name) && value.trim()).map(([, value]) => value);

  // ---- as it stands, now and whenever something changed
  async function look() {
    const entries = await waiting.of(space);
    const says = entries.find((entry) => entry.state === "says");
    // The answer comes first, but not at the price of what is being written: then a line above it leads there.
    const stays = Boolean(says) && strip.isConnected && isWriting();
    tell(entries, stays);
    if (list) {
      list.replaceChildren(...entries.map(row));
      document.querySelector("[data-none]").hidden = entries.length > 0;
    }
    const aside = /^\/(help|waiting\/)/.test(location.pathname);
    if (!says || stays || aside || document.visibilityState !== "visible") return entries;
    if (await caches.match(says.answer)) location.assign(says.answer);
    else await lost(says);
    return entries;
  }

  // The answer went with what was kept here, as with an old release. It was about grave words: help is shown.
  async function lost(entry) {
    if (entry.taken) await waiting.remove(entry.id);
    else await waiting.put({ ...entry, state: "refused", answer: "" });
    location.assign("/help");
  }

  const send = async () => (await worker.ready).active.postMessage("send");
  const begin = async () => {
    const entries = await look();
    if (navigator.onLine && !location.pathname.startsWith("/waiting/") && entries.some((entry) => entry.state === "waiting")) await send();
  };
  worker.addEventListener("message", (event) => { if (event.data === "waiting") look(); });
  window.addEventListener("online", begin);
  window.addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look(); });
  begin();
})();
