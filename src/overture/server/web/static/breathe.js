// Counts along with the pacer. The member starts it, can change it, and can stop it; six rounds, then rest.
(() => {
  const form = document.querySelector("[data-breathe]");
  if (!form) return;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const round = find("round"), phase = find("phase"), beat = find("beat"), beats = find("beats");
  const pacer = document.querySelector(".pacer"), begin = form.querySelector("button");
  const COUNTS = { "3-4": [3, 4], "4-6": [4, 6], count: [4, 6] };
  const rounds = Number(form.dataset.rounds);
  let timer = null;

  const length = () => new FormData(form).get("length");
  const say = (place, words) => { if (place.textContent !== words) place.textContent = words; };

  function show(second) {
    const [into, out] = COUNTS[length()];
    const whole = into + out;
    const now = Math.floor(second / whole);
    if (now >= rounds) { rest(); return; }
    const at = second % whole;
    const opening = at < into;
    const of = opening ? into : out, count = opening ? at + 1 : at - into + 1;
    const moving = length() !== "count";
    say(round.firstElementChild, `Round ${now + 1} of ${rounds}`);
    say(phase, opening ? "Breathe in" : "Breathe out");
    say(beat, `${moving ? (opening ? "as it opens, " : "as it closes, ") : ""}${count} of ${of}`);
    beats.replaceChildren(...Array.from({ length: of }, (_, place) => {
      const dot = document.createElement("i");
      if (place < count) dot.className = "on";
      return dot;
    }));
  }

  function rest() {
    stop();
    say(round.firstElementChild, "Six rounds");
    say(phase, "That’s all six");
    say(beat, "Once more, or leave it there.");
    beats.replaceChildren();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    pacer.removeAttribute("data-run");
    begin.textContent = "Once more";
    begin.hidden = false;
  }

  function start() {
    clearInterval(timer);
    pacer.removeAttribute("data-run");
    void pacer.getBoundingClientRect(); // so that the movement begins with the count
    if (length() !== "count") pacer.setAttribute("data-run", length());
    const began = performance.now();
    show(0);
    timer = setInterval(() => show(Math.floor((performance.now() - began) / 1000)), 200);
    begin.hidden = true;
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); start(); });
  form.addEventListener("change", () => { if (timer) start(); });
  if (location.search.includes("begin=")) start();
})();
