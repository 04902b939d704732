// Keeps human help, breathing, the exercises, the style sheet and the member's own safety plan on the device.
// Nothing else that a member wrote is kept, and the plan goes when nobody is in a space here.
const SHELF = "overture-3";
const PLAN = "/help/plan";
const KEPT = ["/help", "/breathe", "/settle", "/static/overture.css", "/static/product.css", "/static/page.js", "/static/breathe.js", "/static/guide.js", "/static/mark.svg"];
const INNER = /\/(?:help\/[a-z]{2}|settle\/[a-z-]+)(?=")/g;  // the pages that kept ones lead to
const COUNTRY = /^\/help\/[a-z]{2}$/, EXERCISE = /^\/settle\/[a-z-]+$/;
let forgotten = 0;  // how often the plan was taken away; a page asked for before that is not kept

self.addEventListener("install", (event) => {
  const keep = async () => {
    const shelf = await caches.open(SHELF);
    await Promise.allSettled(KEPT.map((address) => shelf.add(address)));
    const outer = (await Promise.all([shelf.match("/help"), shelf.match("/settle")])).filter(Boolean);
    const texts = await Promise.all(outer.map((page) => page.text()));
    const inner = texts.flatMap((text) => text.match(INNER) || []);
    await Promise.allSettled(inner.map((address) => shelf.add(address)));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data === "nobody") event.waitUntil(forget());
});

async function forget() {
  forgotten += 1;
  const shelf = await caches.open(SHELF);
  await shelf.delete(PLAN);
}

const kept = (url) => KEPT.includes(url.pathname) || url.pathname === PLAN || COUNTRY.test(url.pathname) || EXERCISE.test(url.pathname);

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (kept(url)) {
    event.respondWith(fresh(event, url));
  } else if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => instead(url)));
  }
});

async function instead(url) {
  const plan = url.pathname.startsWith(PLAN) && await caches.match(PLAN);
  return plan || caches.match("/help");
}

// The newest is shown where there is a connection and the server is well, else what was kept.
async function fresh(event, url) {
  const asked = forgotten;
  try {
    const answer = await fetch(event.request);
    if (answer.status < 500) {
      event.waitUntil(put(url, answer.clone(), asked).catch(() => {}));  // a full device still shows it
      return answer;
    }
    return (await caches.match(url.pathname)) || answer;
  } catch {
    return (await caches.match(url.pathname)) || instead(url);
  }
}

async function put(url, answer, asked) {
  if (url.pathname === PLAN && asked !== forgotten) return;
  const shelf = await caches.open(SHELF);
  if (answer.redirected || answer.type === "opaqueredirect" || !answer.ok) {
    if (url.pathname === PLAN) await shelf.delete(PLAN);  // the space that it was of is closed
  } else if (url.search && url.pathname === PLAN) {
    await shelf.add(PLAN);  // without the word that it was just kept
  } else {
    await shelf.put(url.pathname, answer);
  }
  if (asked !== forgotten) await shelf.delete(PLAN);  // taken away while it was being kept
}
