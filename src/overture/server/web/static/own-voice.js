// A voice of the device itself, in the language of the page; none where it has none. Some voices speak from
// their maker's server, and no words are given to those. Loaded before whatever reads aloud.
const ownVoice = () => {
  const own = (window.speechSynthesis?.getVoices() ?? []).filter((one) => one.localService);
  const language = document.documentElement.lang;
  return own.find((one) => one.lang === language) ?? own.find((one) => one.lang.startsWith(language.slice(0, 2)));
};
ownVoice(); // some browsers load their voices only once they were asked for them
