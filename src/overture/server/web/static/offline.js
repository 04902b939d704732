// Keeps human help, breathing and the style sheet on the device. Nothing a member wrote is kept.
const SHELF = "overture-1";
const KEPT = ["/help", "/breathe", "/static/overture.css", "/static/product.css", "/static/page.js", "/static/breathe.js", "/static/mark.svg"];

self.addEventListener("install", (event) => {
  const keep = async () => {
    const shelf = await caches.open(SHELF);
    await Promise.allSettled(KEPT.map((address) => shelf.add(address)));
    const help = await shelf.match("/help");
    const countries = help ? (await help.text()).match(/\/help\/[a-z]{2}(?=")/g) || [] : [];
    await Promise.allSettled(countries.map((address) => shelf.add(address)));
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

const kept = (url) => KEPT.includes(url.pathname) || url.pathname.startsWith("/help/");

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (kept(url)) {
    event.respondWith(fresh(event.request, url));
  } else if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/help")));
  }
});

async function fresh(request, url) {
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(SHELF)).put(url.pathname, answer.clone());
    return answer;
  } catch {
    return (await caches.match(url.pathname)) || (await caches.match("/help"));
  }
}
