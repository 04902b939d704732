// Reading aloud and listening, where the member switched it on and the browser offers it.
// The text is always there as well: what is read stands on the page, what is heard goes into the box.
// Nothing is ever sent by itself, and nobody speaks into a pause.
(() => {
  const talk = document.querySelector("[data-talk]");
  const form = document.querySelector("[data-composer]");
  const speech = window.speechSynthesis;
  const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;
  document.querySelectorAll("[data-no-reading]").forEach((note) => { note.hidden = Boolean(speech); });
  document.querySelectorAll("[data-no-listening]").forEach((note) => { note.hidden = Boolean(Recognition); });
  if (!talk || !form) return;

  const button = (words, icon) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn--plain btn--small";
    made.textContent = words;
    if (icon) made.prepend(icon);
    return made;
  };
  const bar = document.createElement("div");
  bar.className = "cluster voice";
  const told = document.createElement("p");
  told.className = "tiny soft voice__told";
  told.setAttribute("role", "status");
  // What is told stands above the line, so that no button moves from under a thumb when it changes.
  const line = form.querySelector(".composer__line");
  line?.before(told);
  line?.after(bar);

  // ---- reading aloud
  const RATES = { slow: 0.85, even: 1, quick: 1.15 };
  const hush = button("Stop reading");
  const quiet = () => { speech?.cancel(); hush.hidden = true; };
  if (speech && talk.hasAttribute("data-reads")) {
    hush.hidden = true;
    hush.addEventListener("click", quiet);
    bar.append(hush);
    const say = (words) => {
      const voice = ownVoice();
      if (!voice) { told.textContent = "This device has no voice of its own to read with. The text is here."; return; }
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = RATES[talk.dataset.pace] ?? 1;
      utterance.addEventListener("end", () => { hush.hidden = !speech.pending && !speech.speaking; });
      hush.hidden = false;
      speech.speak(utterance);
    };
    // What passes by while it comes is hidden from readers; the whole reply, which follows, is read once.
    const readable = (node) => node instanceof HTMLElement && !node.hasAttribute("aria-hidden")
      && node.matches(".say:not(.say--me), .direction, [role=alert]");
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) if (readable(node)) say(node.innerText);
    }).observe(talk, { childList: true });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") quiet(); });
    window.addEventListener("pagehide", quiet);
  }

  // ---- listening
  if (!Recognition || !talk.dataset.listens) return;
  const field = form.querySelector("textarea");
  const patience = Number(talk.dataset.listens) * 1000; // 0: until the button is pressed again
  const ear = button("Speak instead");
  ear.setAttribute("aria-pressed", "false");
  bar.prepend(ear);
  let heard = null; // the recogniser, while it listens
  let waiting = 0;

  const write = (words) => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const stop = (words) => {
    clearTimeout(waiting);
    const recogniser = heard;
    heard = null;
    recogniser?.stop();
    ear.setAttribute("aria-pressed", "false");
    ear.textContent = "Speak instead";
    told.textContent = words;
  };
  const wait = () => {
    clearTimeout(waiting);
    if (patience) waiting = setTimeout(() => stop("Stopped listening. Your words are in the box: change them, or send them when you like."), patience);
  };
  const start = () => {
    quiet();
    const recogniser = new Recognition();
    const before = field.value.trim();
    recogniser.lang = document.documentElement.lang;
    recogniser.continuous = true;
    recogniser.interimResults = true;
    recogniser.addEventListener("result", (event) => {
      if (heard !== recogniser) return;
      const said = [...event.results].map((result) => result[0].transcript.trim()).join(" ");
      write([before, said].filter(Boolean).join(" "));
      wait();
    });
    // The browser gives up on a silence long before some people have found their words.
    recogniser.addEventListener("end", () => { if (heard === recogniser) start(); });
    recogniser.addEventListener("error", (event) => {
      if (heard !== recogniser || event.error === "no-speech") return;
      stop(event.error === "not-allowed" ? "The browser did not open the microphone. Typing works as before." : "Listening broke off. What was heard is in the box.");
    });
    heard = recogniser;
    recogniser.start();
    ear.setAttribute("aria-pressed", "true");
    ear.textContent = "Stop listening";
  };
  ear.addEventListener("click", () => {
    if (heard) { stop("Stopped listening. Your words are in the box."); return; }
    told.textContent = "Listening. Take the time you want.";
    start();
    wait();
  });
  // What is heard next would be written over what was typed meanwhile.
  field.addEventListener("input", (event) => { if (heard && event.isTrusted) stop("Stopped listening, so that what you type stays."); });
  form.addEventListener("submit", () => { if (heard) stop(""); }, true);
  window.addEventListener("pagehide", () => { if (heard) stop(""); });
})();
