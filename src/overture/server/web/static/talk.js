// Talking without a page load: sends one turn, shows the reply as it comes.
// Without this script the same form sends the turn and the page comes back with the reply.
(() => {
  const talk = document.querySelector("[data-talk]");
  const form = document.querySelector("[data-composer]");
  const toEnd = () => window.scrollTo({ top: document.body.scrollHeight });
  if (talk && !form) toEnd(); // over or paused: the last line is what counts
  if (!talk || !form) return;
  const field = form.querySelector("textarea");
  const beside = form.querySelector("[data-beside]");
  let busy = false;

  // What was typed and not sent waits in this tab, and nowhere else, until it is sent or the talk is stopped.
  const draft = `draft:${form.action}`;
  const keep = () => { if (field.value.trim()) sessionStorage.setItem(draft, field.value); else sessionStorage.removeItem(draft); };
  if (!field.value) field.value = sessionStorage.getItem(draft) ?? "";

  const grow = () => { field.style.height = "auto"; field.style.height = `${Math.min(field.scrollHeight, 160)}px`; };
  const tell = (words) => {
    let place = form.querySelector(".error");
    if (!place) {
      place = document.createElement("p");
      place.className = "error";
      place.setAttribute("role", "alert");
      form.prepend(place);
    }
    place.textContent = words;
  };
  const untell = () => form.querySelector(".error")?.remove();
  const add = (html) => {
    const holder = document.createElement("div");
    holder.innerHTML = html;
    const added = [...holder.children];
    talk.append(...added);
    toEnd();
    return added;
  };

  field.addEventListener("input", () => { grow(); keep(); });
  grow();
  beside.addEventListener("toggle", toEnd, true); // hints make the composer taller: what was said last stays in sight
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  document.querySelectorAll("form[data-at-once]").forEach((choice) => choice.addEventListener("change", () => choice.requestSubmit()));

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("data-plain")) { if (button.classList.contains("btn--stop")) sessionStorage.removeItem(draft); return; }
    event.preventDefault();
    event.stopPropagation();
    if (busy || !(button?.name || field.value.trim())) return;
    busy = true;
    talk.setAttribute("aria-busy", "true"); // what passes by is not read aloud; the whole reply is, once
    untell();
    const data = new FormData(form, button);
    const typed = button?.name ? "" : field.value;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Overture": "talk" } });
      if (answer.status === 413 || answer.status === 503) { tell(await answer.text()); return; }
      // Too old to be checked: sent as a plain form, the words come back on a page that says so.
      if (answer.status === 403) { form.submit(); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      const turn = await answer.json();
      if (turn.nothing) return;
      if (typed) { field.value = ""; grow(); keep(); }
      add(turn.mine);
      await (turn.stream ? listen(turn) : deal(turn));
    } catch {
      tell("That didn’t send. Your words are still here: try again in a moment.");
    } finally {
      busy = false;
      talk.removeAttribute("aria-busy");
    }
  }, true);

  // What passes by while a reply comes, and the whole of it, which replaces that and is read aloud once.
  function showing(pause) {
    const passing = [];
    let growing = null;
    const bubble = (who) => {
      const [added] = add(`<div class="say say--${talk.dataset.speaker || "cue"}" aria-hidden="true">${who}<p></p></div>`);
      passing.push(added);
      growing = added.lastElementChild;
      return added;
    };
    return {
      stage(words) {
        const [direction] = add('<p class="direction" aria-hidden="true"></p>');
        direction.textContent = words;
        passing.push(direction);
        growing = null;
      },
      who(name) { bubble('<span class="say__who"></span>').firstElementChild.textContent = name; },
      async text(words) {
        if (!growing) bubble("");
        for (const word of words.split(/\s+/)) {
          growing.textContent += growing.textContent ? ` ${word}` : word;
          toEnd();
          await new Promise((on) => setTimeout(on, pause));
        }
      },
      whole(html) {
        passing.forEach((node) => node.remove());
        const next = add(html).find((node) => node.matches("template[data-next]"));
        if (!next) return;
        form.elements.key.value = next.dataset.key;
        const face = next.content.querySelector("[data-face]");
        const place = document.querySelector("[data-face-place]");
        if (face && place) place.replaceChildren(...face.childNodes);
        face?.remove();
        beside.replaceChildren(next.content);
        next.remove();
        if (beside.querySelector("[data-over]")) form.querySelectorAll(".composer__line, .composer__stop").forEach((part) => part.remove());
        toEnd();
      },
    };
  }

  // A reply that people wrote is whole before it is shown: it is dealt out here, at the member's pace.
  async function deal(turn) {
    const shown = showing(turn.pause);
    for (const [name, words] of turn.parts) await shown[name](words);
    shown.whole(turn.whole);
  }

  // One that a model finds words for is read as it comes, sentence by sentence, and dealt out in the same way.
  function listen(turn) {
    return new Promise((done) => {
      const source = new EventSource(turn.stream);
      const shown = showing(turn.pause);
      let dealt = Promise.resolve();
      for (const name of ["stage", "who", "text", "whole"]) {
        source.addEventListener(name, (event) => { dealt = dealt.then(() => shown[name](event.data)); });
      }
      source.addEventListener("end", () => { source.close(); dealt.then(done); });
      source.onerror = () => { source.close(); comeBack(); };
    });
  }

  // What was said is kept, and so is the reply: both are there as soon as the server answers.
  async function comeBack() {
    const answer = await fetch("/health", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) { location.reload(); return; }
    tell("The connection broke off. What you said is kept, and the reply will be here when it is back.");
    setTimeout(comeBack, 1500);
  }

  if (talk.children.length > 3) toEnd();
})();
