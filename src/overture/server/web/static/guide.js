// One part at a time, at the member's pace or by itself. Without this the whole text stands on the page.
(() => {
  const list = document.querySelector("[data-guide]");
  if (!list) return;
  const parts = [...list.children], why = document.querySelector("[data-why]");
  const end = document.querySelector("[data-end]"), after = document.querySelector("[data-do]");
  const step = document.querySelector("[data-step]");
  const speech = window.speechSynthesis;
  let at = -1, timer = 0, byItself = false, aloud = false;

  const button = (words, kind) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${kind}`;
    made.textContent = words;
    return made;
  };
  const begin = button("Begin", "btn--light btn--block");
  const next = button("Next", "btn--light btn--block");
  const alone = button("Go on by itself", "btn--stop btn--small");
  const voice = button("Read it to me", "btn--stop btn--small");
  const whole = button("Show all of it", "btn--stop btn--small");
  const place = document.createElement("p");
  place.className = "soft guide__place";
  const ways = document.createElement("div");
  ways.className = "cluster guide__ways";
  ways.append(alone, voice, whole);
  after.prepend(begin, next, ways);
  list.before(place);
  for (const one of [alone, voice]) one.setAttribute("aria-pressed", "false");

  const say = (words) => {
    speech?.cancel();
    const own = aloud && ownVoice();
    if (!own) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = own;
    utterance.lang = own.lang;
    utterance.rate = 0.85;
    speech.speak(utterance);
  };

  function show() {
    clearTimeout(timer);
    const over = at >= parts.length, going = at >= 0 && !over;
    why.hidden = at >= 0;
    parts.forEach((part, number) => { part.hidden = number !== at; });
    list.classList.toggle("guide__parts--one", going);
    end.hidden = !over;
    if (step) step.hidden = !over;
    begin.hidden = going;
    begin.textContent = over ? "Once more" : "Begin";
    next.hidden = ways.hidden = !going;
    voice.hidden = !ownVoice();
    place.hidden = !going;
    place.textContent = `${at + 1} of ${parts.length}`;
    if (!going) { say(over ? end.textContent : ""); return; }
    say(parts[at].textContent);
    if (byItself) timer = setTimeout(onward, 1000 * Number(parts[at].dataset.stay));
  }
  const onward = () => { at += 1; show(); };
  const pressed = (one, on) => one.setAttribute("aria-pressed", String(on));

  begin.addEventListener("click", () => { at = 0; show(); next.focus(); });
  next.addEventListener("click", () => { onward(); if (next.hidden) begin.focus(); });
  alone.addEventListener("click", () => { byItself = !byItself; pressed(alone, byItself); show(); });
  voice.addEventListener("click", () => { aloud = !aloud; pressed(voice, aloud); show(); });
  whole.addEventListener("click", () => {
    clearTimeout(timer);
    speech?.cancel();
    for (const part of [...parts, end, why]) part.hidden = false;
    list.classList.remove("guide__parts--one");
    at = -1;
    place.hidden = next.hidden = ways.hidden = true;
    begin.hidden = false;
  });
  addEventListener("pagehide", () => speech?.cancel());
  list.setAttribute("aria-live", "polite");
  show();
})();
