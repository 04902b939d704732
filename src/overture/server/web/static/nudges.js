// Nudges in this browser: asked for with a press, never by themselves.
(() => {
  const form = document.querySelector("[data-push]"), says = document.querySelector("[data-push-says]");
  if (!form) return;
  const say = (words) => { says.textContent = words; says.hidden = false; };
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    say("This browser cannot show them. E-mail works everywhere.");
    return;
  }
  form.hidden = false;
  says.hidden = true;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const packed = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = async (text) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))]
    .map((one) => one.toString(16).padStart(2, "0")).join("");
  const worker = () => navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready);

  // A yes that was given to another key, or long ago, is asked for anew.
  async function subscribed() {
    const manager = (await worker()).pushManager, key = bytes(form.dataset.push);
    const before = await manager.getSubscription();
    const same = before && packed(before.options.applicationServerKey) === form.dataset.push;
    if (before && !same) await before.unsubscribe();
    return same ? before : manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    try {
      if (await Notification.requestPermission() !== "granted") {
        say("The browser said no, and that stays so until you change it in its own settings.");
        return;
      }
      const found = await subscribed();
      form.elements.endpoint.value = found.endpoint;
      form.elements.p256dh.value = packed(found.getKey("p256dh"));
      form.elements.auth.value = packed(found.getKey("auth"));
      form.submit();
    } catch {
      say("That did not work in this browser. Nothing was changed.");
    }
  });

  // Which of those on the list is this one.
  (async () => {
    const found = await (await worker()).pushManager.getSubscription();
    const mine = found && document.querySelector(`[data-browser="${await named(found.endpoint)}"]`);
    if (!mine) return;
    mine.querySelector("[data-this]").hidden = false;
    form.hidden = true;
  })().catch(() => {});
})();
