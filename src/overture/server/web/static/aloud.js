// A spoken line in a scene, read by a voice of the device itself. The text always stands on the page.
(() => {
  const speech = window.speechSynthesis;
  if (!speech) return;
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
