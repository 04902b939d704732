// A spoken line in a scene, read by a voice of the device itself. The text always stands on the page.
(() => {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const language = document.documentElement.lang;
  // Some voices speak from their maker's server: words are given to one of the device itself, or to none.
  const ownVoice = () => {
    const own = speech.getVoices().filter((one) => one.localService);
    return own.find((one) => one.lang === language) ?? own.find((one) => one.lang.startsWith(language.slice(0, 2)));
  };
  for (const place of document.querySelectorAll("[data-aloud]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn--quiet btn--small";
    button.textContent = "Hear it said";
    button.addEventListener("click", () => {
      speech.cancel();
      const utterance = new SpeechSynthesisUtterance(place.dataset.aloud);
      utterance.voice = ownVoice();
      utterance.lang = utterance.voice.lang;
      utterance.rate = 0.9;
      speech.speak(utterance);
    });
    place.append(button);
    const show = () => { place.hidden = !ownVoice(); };
    speech.addEventListener?.("voiceschanged", show); // some browsers load their voices only once they were asked for
    show();
  }
  addEventListener("pagehide", () => speech.cancel());
})();
